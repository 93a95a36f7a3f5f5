import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { readBankMessage } from '../../functions/adapters/bank/iso20022/read-bank-message.ts';
import { createImportBankMessage } from '../../functions/app/reconciliation/import-bank-message.ts';
import type { Clock } from '../../functions/app/ports/clock.ts';
import type { Table } from '../../functions/app/store/ports.ts';

/** What the bank sends by itself, as it comes: a name and the message. */
export interface Delivery {
  readonly name: string;
  readonly content: AsyncIterable<string | Uint8Array>;
}

/**
 * Imports what the bank delivers by the same use case as `POST /api/bank-messages`. The message is kept first, whole
 * and on disk, because it is read twice and because it is the evidence of what was booked.
 * @param folder where the messages are kept
 */
export function importDeliveries(
  ports: { readonly table: Table; readonly clock: Clock },
  folder: string,
): (delivery: Delivery) => Promise<void> {
  const importBankMessage = createImportBankMessage(ports);
  return async ({ name, content }) => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, name.replace(/[^\w.-]/g, '_'));
    const hash = createHash('sha256');
    const handle = await open(`${path}.new`, 'w', 0o600);
    try {
      for await (const chunk of content) {
        const bytes = Buffer.from(chunk);
        hash.update(bytes);
        await handle.write(bytes);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${path}.new`, path);
    const imported = await importBankMessage({
      actor: { kind: 'system', id: 'bank-channel' },
      contentHash: hash.digest('hex'),
      open: () => readBankMessage(createReadStream(path)),
    });
    if (!imported.ok) throw new Error(`bank message ${name} was not imported: ${imported.error.kind}`);
  };
}
