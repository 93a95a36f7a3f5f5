import {
  type AnnouncedMediaType,
  announcedMediaTypes,
  unnamedMediaType,
} from '../../domain/claims/evidence-file.ts';
import { err, ok, type Result } from '../../domain/result/result.ts';
import { type FindClaimProblem, findPermittedClaim, type PermitFor } from '../claims/find-claim.ts';
import { type IdempotencyKey, idempotencyRow, readEarlierAnswer } from '../idempotency/idempotency.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Key, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { formExpiry } from './form-expiry.ts';
import type { FormTerms, UploadForm, UploadForms } from './ports.ts';

export interface CreateUploadInput {
  readonly reference: string;
  /** Absent where a form cannot know: what comes is then told by its first bytes alone. */
  readonly mediaType?: AnnouncedMediaType | undefined;
  /** Where the browser goes when the file has arrived. */
  readonly returnTo?: string | undefined;
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
  const formFor = async (uploadId: string, terms: Pick<FormTerms, 'mediaType' | 'returnTo'>) => {
    return ok({ uploadId, ...(await forms.issue({ ...terms, uploadId, expiresAt: formExpiry(clock) })) });
  };
  const earlierUpload = async (idempotency: IdempotencyKey | undefined) => {
    const earlier = await readEarlierAnswer(table, idempotency);
    if (earlier?.kind === 'other-body') return err({ kind: 'idempotency-key-reused' } as const);
    const uploadId = earlier?.answer.uploadId;
    return typeof uploadId === 'string' ? ok(uploadId) : undefined;
  };

  return async ({ reference, mediaType = unnamedMediaType, returnTo, permitFor, idempotency }) => {
    const found = await findPermittedClaim(table, reference, permitFor);
    if (!found.ok) return found;
    const terms = { mediaType, returnTo };
    const earlier = await earlierUpload(idempotency);
    if (earlier) return earlier.ok ? formFor(earlier.value, terms) : earlier;

    const uploadId = ids.newId('upload');
    const { claimId } = found.value.head;
    const written = await transact(table, [
      { put: { ...uploadKey(uploadId), claimId, mediaType, issuedAt: clock.now() }, if: { exists: false } },
      ...(idempotency ? [idempotencyRow(idempotency, { uploadId })] : []),
    ]);
    if (written.ok) return formFor(uploadId, terms);
    // The same request came twice at once: the other one's upload is the answer to both.
    const other = await earlierUpload(idempotency);
    if (!other) throw new Error(`upload ${uploadId} could not be recorded`, { cause: written.error });
    return other.ok ? formFor(other.value, terms) : other;
  };
}

function uploadKey(uploadId: string): Key {
  return { pk: `UPLOAD#${uploadId}`, sk: 'HEAD' };
}

/** What was asked to be sent, and for which claim; undefined when there is no such upload. */
export async function readUpload(
  table: Table,
  uploadId: string,
): Promise<
  | {
      readonly claimId: string;
      readonly mediaType: AnnouncedMediaType;
      /** Instant, ISO 8601: when leave to send it was given. */
      readonly issuedAt: string;
    }
  | undefined
> {
  const item = await table.get(uploadKey(uploadId));
  if (!item) return undefined;
  const { claimId, issuedAt } = item;
  const mediaType = announcedMediaTypes.find((known) => known === item.mediaType);
  if (typeof claimId !== 'string' || typeof issuedAt !== 'string' || !mediaType)
    throw new Error(`the record of ${uploadId} is not whole`);
  return { claimId, mediaType, issuedAt };
}
