import { createHash } from 'node:crypto';
import type { BankMessageUpload } from '../../contracts/store/bank-message-upload.ts';
import { importResultSchema } from '../../contracts/store/reconciliation.ts';
import type { Clock } from '../ports/clock.ts';
import type { Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { bankMessageUploadKey, readBankMessageUpload } from './bank-message-uploads.ts';
import { type ImportBankMessageError, createImportBankMessage } from './import-bank-message.ts';
import type { ReadBankMessage, UploadedBankMessages } from './ports.ts';

export interface ImportRequestedMessageDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly uploadedBankMessages: Pick<UploadedBankMessages, 'read'>;
  readonly readBankMessage: ReadBankMessage;
}

/**
 * Imports a message that was sent by form, in the name of who asked for it. Told twice, or after a crash, it imports
 * again what the importer finds to be booked already. The bytes are held in memory, so that those that are hashed are
 * those that are read, whatever is sent under the same form meanwhile.
 */
export function createImportRequestedMessage(deps: ImportRequestedMessageDeps) {
  const { table, uploadedBankMessages, readBankMessage } = deps;
  const importMessage = createImportBankMessage(deps);

  async function end(
    uploadId: string,
    set: Pick<BankMessageUpload, 'status' | 'result' | 'refusal'>,
  ): Promise<void> {
    // Refused only when somebody else has ended the same import, to the same end.
    await transact(table, [
      {
        update: bankMessageUploadKey(uploadId),
        set: { ...set },
        if: { attribute: 'status', is: '=', value: 'importing' },
      },
    ]);
  }

  return async (uploadId: string): Promise<void> => {
    const upload = await readBankMessageUpload(table, uploadId);
    if (upload?.status !== 'importing' || upload.importedBy === undefined) return;
    const bytes = await uploadedBankMessages.read(uploadId);
    if (!bytes) throw new Error(`the bank message of ${uploadId} is gone`);
    const contentHash = createHash('sha256').update(bytes).digest('hex');
    const imported = await importMessage({
      actor: { kind: 'staff', id: upload.importedBy },
      contentHash,
      open: () =>
        readBankMessage([bytes], { format: upload.mediaType === 'text/csv' ? 'csv' : 'xml', contentHash }),
    });
    await end(
      uploadId,
      imported.ok
        ? { status: 'imported', result: importResultSchema.parse(imported.value) }
        : { status: 'refused', refusal: refusalOf(imported.error) },
    );
  };
}

function refusalOf(error: ImportBankMessageError): NonNullable<BankMessageUpload['refusal']> {
  switch (error.kind) {
    case 'unreadable': {
      const { reason, line, column } = error;
      return { code: 'bank-message-unreadable', reason, line, column };
    }
    case 'incomplete':
      return { code: 'bank-message-incomplete' };
    case 'separation':
      return { code: 'took-part' };
  }
}
