import { createHash } from 'node:crypto';
import { writeBankFile } from '../../functions/adapters/bank/write-bank-file.ts';
import type { BankFiles } from '../../functions/app/payments/ports.ts';
import type { FileLinks } from '../../functions/app/ports/file-links.ts';
import type { FileFormat } from '../../functions/contracts/bank/bank-profile.ts';
import type { PaymentFile } from '../../functions/contracts/bank/payment-file.ts';

/** The banks' files, really written. */
export class BankFilesInMemory implements BankFiles {
  readonly files = new Map<string, Buffer>();
  writes = 0;
  readonly links: FileLinks = {
    issue: async (key, { name }) => `https://files.invalid/${key}?name=${name}`,
  };

  async write(key: string, file: PaymentFile, format: FileFormat) {
    const bytes = Buffer.concat(await Array.fromAsync(writeBankFile(file, format)));
    this.files.set(key, bytes);
    this.writes += 1;
    return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
  }

  async *read(key: string): AsyncGenerator<Uint8Array> {
    const bytes = this.files.get(key);
    if (!bytes) throw new Error(`no file ${key}`);
    yield bytes;
  }
}
