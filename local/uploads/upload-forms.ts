import { timingSafeEqual } from 'node:crypto';
import type { Keyed } from '../../functions/app/ports/secrets.ts';
import type { FormTerms, UploadForms } from '../../functions/app/uploads/ports.ts';

/** As S3 calls it. */
const returnField = 'success_action_redirect';

/** Forms of the same shape as S3's, signed with the deployment's own key. */
export function localUploadForms({
  origin,
  prefix,
  keyed,
}: {
  /** `http://127.0.0.1:8080` */
  readonly origin: string;
  /** Path under which this sort of file is taken, such as `/uploads`. */
  readonly prefix: string;
  readonly keyed: Pick<Keyed, 'blindIndex'>;
}): UploadForms {
  return {
    issue: async (terms) => ({
      uploadUrl: `${origin}${prefix}/${terms.uploadId}`,
      fields: {
        'Content-Type': terms.mediaType,
        'x-expires': terms.expiresAt,
        ...(terms.returnTo === undefined ? {} : { [returnField]: terms.returnTo }),
        'x-signature': signatureOf(keyed, prefix, terms),
      },
    }),
  };
}

/** The terms a sent form was issued on; undefined when it was not issued by us, was altered, or has expired. */
export function termsOfForm(
  keyed: Pick<Keyed, 'blindIndex'>,
  form: {
    readonly prefix: string;
    readonly uploadId: string;
    readonly field: (name: string) => string | undefined;
    readonly now: string;
  },
): FormTerms | undefined {
  const mediaType = form.field('Content-Type');
  const expiresAt = form.field('x-expires');
  const given = Buffer.from(form.field('x-signature') ?? '');
  if (mediaType === undefined || expiresAt === undefined || expiresAt < form.now) return undefined;
  const terms = { uploadId: form.uploadId, mediaType, expiresAt, returnTo: form.field(returnField) };
  const expected = Buffer.from(signatureOf(keyed, form.prefix, terms));
  return given.length === expected.length && timingSafeEqual(given, expected) ? terms : undefined;
}

function signatureOf(
  keyed: Pick<Keyed, 'blindIndex'>,
  prefix: string,
  { uploadId, mediaType, expiresAt, returnTo = '' }: FormTerms,
): string {
  return keyed.blindIndex('upload-form', `${prefix}\n${uploadId}\n${mediaType}\n${expiresAt}\n${returnTo}`);
}
