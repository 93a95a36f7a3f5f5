import { type EvidenceMediaType, evidenceMediaTypes } from '../../domain/claims/evidence-file.ts';
import { err, ok, type Result } from '../../domain/result/result.ts';
import { type FindClaimProblem, findPermittedClaim, type PermitFor } from '../claims/find-claim.ts';
import { type IdempotencyKey, idempotencyRow, readEarlierAnswer } from '../idempotency/idempotency.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Key, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { formExpiry } from './form-expiry.ts';
import type { UploadForm, UploadForms } from './ports.ts';

export interface CreateUploadInput {
  readonly reference: string;
  readonly mediaType: EvidenceMediaType;
  readonly permitFor: PermitFor;
  readonly idempotency?: IdempotencyKey | undefined;
}

export type CreateUploadProblem = FindClaimProblem | { readonly kind: 'idempotency-key-reused' };

export interface CreateUploadDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly forms: UploadForms;
}

export type CreateUpload = (
  input: CreateUploadInput,
) => Promise<Result<UploadForm & { readonly uploadId: string }, CreateUploadProblem>>;

/**
 * Gives the holder of a claim leave to send one file. The upload is bound to the claim here, so that evidence can
 * only name files that were meant for it. A repeated request gets a new form for the same upload.
 */
export function createCreateUpload({ table, clock, ids, forms }: CreateUploadDeps): CreateUpload {
  const formFor = async (uploadId: string, mediaType: EvidenceMediaType) => {
    return ok({ uploadId, ...(await forms.issue({ uploadId, mediaType, expiresAt: formExpiry(clock) })) });
  };
  const earlierUpload = async (idempotency: IdempotencyKey | undefined) => {
    const earlier = await readEarlierAnswer(table, idempotency);
    if (earlier?.kind === 'other-body') return err({ kind: 'idempotency-key-reused' } as const);
    const uploadId = earlier?.answer.uploadId;
    return typeof uploadId === 'string' ? ok(uploadId) : undefined;
  };

  return async ({ reference, mediaType, permitFor, idempotency }) => {
    const found = await findPermittedClaim(table, reference, permitFor);
    if (!found.ok) return found;
    const earlier = await earlierUpload(idempotency);
    if (earlier) return earlier.ok ? formFor(earlier.value, mediaType) : earlier;

    const uploadId = ids.newId('upload');
    const { claimId } = found.value.head;
    const written = await transact(table, [
      { put: { ...uploadKey(uploadId), claimId, mediaType, issuedAt: clock.now() }, if: { exists: false } },
      ...(idempotency ? [idempotencyRow(idempotency, { uploadId })] : []),
    ]);
    if (written.ok) return formFor(uploadId, mediaType);
    // The same request came twice at once: the other one's upload is the answer to both.
    const other = await earlierUpload(idempotency);
    if (!other) throw new Error(`upload ${uploadId} could not be recorded`, { cause: written.error });
    return other.ok ? formFor(other.value, mediaType) : other;
  };
}

function uploadKey(uploadId: string): Key {
  return { pk: `UPLOAD#${uploadId}`, sk: 'HEAD' };
}

/** What was asked to be sent, and for which claim; undefined when there is no such upload. */
export async function readUpload(
  table: Table,
  uploadId: string,
): Promise<{ readonly claimId: string; readonly mediaType: EvidenceMediaType } | undefined> {
  const item = await table.get(uploadKey(uploadId));
  if (!item) return undefined;
  const { claimId } = item;
  const mediaType = evidenceMediaTypes.find((known) => known === item.mediaType);
  if (typeof claimId !== 'string' || !mediaType) throw new Error(`the record of ${uploadId} is not whole`);
  return { claimId, mediaType };
}
