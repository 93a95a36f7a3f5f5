import {
  type BankMessageUpload,
  bankMessageUploadSchema,
} from '../../contracts/store/bank-message-upload.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import { err, ok, type Result } from '../../domain/result/result.ts';
import { answerOnce, type KeyReused } from '../idempotency/answer-once.ts';
import { type IdempotencyKey, idempotencyRow } from '../idempotency/idempotency.ts';
import { outboxRow } from '../outbox/outbox-row.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Key, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { formExpiry } from '../uploads/form-expiry.ts';
import type { UploadForm, UploadForms } from '../uploads/ports.ts';
import type { UploadedBankMessages } from './ports.ts';

export function bankMessageUploadKey(uploadId: string): Key {
  return { pk: `BANK-MESSAGE-UPLOAD#${uploadId}`, sk: 'HEAD' };
}

export async function readBankMessageUpload(
  table: Table,
  uploadId: string,
): Promise<BankMessageUpload | undefined> {
  const item = await table.get(bankMessageUploadKey(uploadId));
  return item && bankMessageUploadSchema.parse(item);
}

/** Gives leave to send one message by form. A repeated request gets a new form for the same upload. */
export function createOpenBankMessageUpload({
  table,
  clock,
  ids,
  bankMessageForms,
}: {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly bankMessageForms: UploadForms;
}) {
  return async ({
    mediaType,
    returnTo,
    idempotency,
  }: {
    readonly mediaType: string;
    readonly returnTo?: string | undefined;
    readonly idempotency: IdempotencyKey | undefined;
  }): Promise<Result<UploadForm & { readonly uploadId: string }, KeyReused>> => {
    const opened = await answerOnce(
      table,
      idempotency,
      ({ uploadId }) => (typeof uploadId === 'string' ? uploadId : undefined),
      async () => {
        const uploadId = ids.newId('upload');
        const openedAt = clock.now();
        const written = await transact(table, [
          {
            put: { ...bankMessageUploadKey(uploadId), uploadId, mediaType, openedAt, status: 'open' },
            if: { exists: false },
          },
          ...(idempotency ? [idempotencyRow(idempotency, { uploadId })] : []),
        ]);
        return written.ok ? ok(uploadId) : err({ kind: 'not-recorded', cause: written.error } as const);
      },
    );
    if (opened.ok) {
      const uploadId = opened.value;
      const form = await bankMessageForms.issue({
        uploadId,
        mediaType,
        returnTo,
        expiresAt: formExpiry(clock),
      });
      return ok({ uploadId, ...form });
    }
    if (opened.error.kind === 'not-recorded') {
      throw new Error('an upload could not be recorded', { cause: opened.error.cause });
    }
    return err(opened.error);
  };
}

/** Asks for the import of a message that was sent. Asked again, it says what became of it. */
export function createImportUploadedBankMessage({
  table,
  clock,
  uploadedBankMessages,
}: {
  readonly table: Table;
  readonly clock: Clock;
  readonly uploadedBankMessages: Pick<UploadedBankMessages, 'has'>;
}) {
  return async (
    uploadId: string,
    actor: Actor,
  ): Promise<Result<BankMessageUpload, { readonly kind: 'not-found' | 'wrong-state' }>> => {
    const upload = await readBankMessageUpload(table, uploadId);
    if (!upload) return err({ kind: 'not-found' });
    if (upload.status !== 'open') return ok(upload);
    if (!(await uploadedBankMessages.has(uploadId))) return err({ kind: 'wrong-state' });
    await transact(table, [
      {
        update: bankMessageUploadKey(uploadId),
        set: { status: 'importing', importedBy: actor.id },
        if: { attribute: 'status', is: '=', value: 'open' },
      },
      outboxRow(clock.now(), `bank-message-upload ${uploadId}`, { type: 'import-bank-message', uploadId }),
    ]);
    // Ours, or whose request was there first: the store knows.
    const asked = await readBankMessageUpload(table, uploadId);
    return asked ? ok(asked) : err({ kind: 'not-found' });
  };
}
