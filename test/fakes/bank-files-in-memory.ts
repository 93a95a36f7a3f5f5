import { createHash } from 'node:crypto';
import { writePain001 } from '../../functions/adapters/bank/iso20022/write-pain001.ts';
import type { BankFiles } from '../../functions/app/payments/ports.ts';
import type { PaymentFile } from '../../functions/contracts/bank/payment-file.ts';

/** The banks' files, written as real pain.001. */
export class BankFilesInMemory implements BankFiles {
  readonly files = new Map<string, Buffer>();
  writes = 0;

  async write(key: string, file: PaymentFile) {
    const chunks: Buffer[] = [];
    for await (const chunk of writePain001(file)) chunks.push(Buffer.from(chunk, 'utf8'));
    const bytes = Buffer.concat(chunks);
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
