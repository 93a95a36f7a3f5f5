import type { Clock } from '../../functions/app/ports/clock.ts';
import type { ReadBankMessage } from '../../functions/app/reconciliation/ports.ts';
import { createImportBankMessage } from '../../functions/app/reconciliation/import-bank-message.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import type { SealedFiles } from './sealed-files.ts';

/** What the bank sends by itself, as it comes: a name, what it is, and the message. */
export interface Delivery {
  readonly name: string;
  readonly kind: string;
  /** Whose columns it is in, where it is in columns. */
  readonly bank?: string;
  readonly content: AsyncIterable<string | Uint8Array>;
}

/**
 * Imports what the bank delivers by the same use case as `POST /api/bank-messages`. The message is kept first, whole
 * and on disk, because it is read twice and because it is the evidence of what was booked.
 */
export function importDeliveries(
  ports: { readonly table: Table; readonly clock: Clock; readonly readBankMessage: ReadBankMessage },
  messages: SealedFiles,
): (delivery: Delivery) => Promise<void> {
  const importBankMessage = createImportBankMessage(ports);
  return async ({ name, kind, bank, content }) => {
    const { sha256 } = await messages.write(name, content);
    const imported = await importBankMessage({
      actor: { kind: 'system', id: 'bank-channel' },
      contentHash: sha256,
      open: () =>
        ports.readBankMessage(messages.read(name), {
          format: kind === 'csv' ? 'csv' : 'xml',
          ...(bank === undefined ? {} : { bank }),
          contentHash: sha256,
        }),
    });
    if (!imported.ok) throw new Error(`bank message ${name} was not imported: ${imported.error.kind}`);
  };
}
