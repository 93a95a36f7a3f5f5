import { timingSafeEqual } from 'node:crypto';
import type { Keyed } from '../../functions/app/ports/secrets.ts';
import type { FormTerms, UploadForms } from '../../functions/app/uploads/ports.ts';
import { evidenceMediaTypes } from '../../functions/domain/claims/evidence-file.ts';

/** Forms of the same shape as S3's, signed with the deployment's own key. */
export function localUploadForms({
  origin,
  keyed,
}: {
  /** `http://127.0.0.1:8080` */
  readonly origin: string;
  readonly keyed: Pick<Keyed, 'blindIndex'>;
}): UploadForms {
  return {
    issue: async (terms) => ({
      uploadUrl: `${origin}/uploads/${terms.uploadId}`,
      fields: {
        'Content-Type': terms.mediaType,
        'x-expires': terms.expiresAt,
        'x-signature': signatureOf(keyed, terms),
      },
    }),
  };
}

/** The terms a sent form was issued on; undefined when it was not issued by us, was altered, or has expired. */
export function termsOfForm(
  keyed: Pick<Keyed, 'blindIndex'>,
  form: {
    readonly uploadId: string;
    readonly field: (name: string) => string | undefined;
    readonly now: string;
  },
): FormTerms | undefined {
  const mediaType = evidenceMediaTypes.find((known) => known === form.field('Content-Type'));
  const expiresAt = form.field('x-expires');
  const given = Buffer.from(form.field('x-signature') ?? '');
  if (!mediaType || expiresAt === undefined || expiresAt < form.now) return undefined;
  const terms = { uploadId: form.uploadId, mediaType, expiresAt };
  const expected = Buffer.from(signatureOf(keyed, terms));
  return given.length === expected.length && timingSafeEqual(given, expected) ? terms : undefined;
}

function signatureOf(
  keyed: Pick<Keyed, 'blindIndex'>,
  { uploadId, mediaType, expiresAt }: FormTerms,
): string {
  return keyed.blindIndex('upload-form', `${uploadId}\n${mediaType}\n${expiresAt}`);
}
