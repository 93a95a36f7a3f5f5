import type { UploadForms } from '../../app/uploads/ports.ts';
import { maxEvidenceBytes } from '../../domain/claims/evidence-file.ts';
import { type Credentials, signPolicy } from './post-policy.ts';

export interface S3UploadFormsOptions {
  readonly bucket: string;
  readonly region: string;
  /** Where the bucket takes posts, where it is not AWS's own address (an emulator). */
  readonly endpoint?: string;
  readonly credentials: () => Promise<Credentials>;
  /** The machine's time, not the business clock's: S3 compares it with its own. */
  readonly now: () => Date;
}

/** Where a file lies until it is scanned. */
export function quarantineKey(uploadId: string): string {
  return `quarantine/${uploadId}`;
}

/** Presigned POST: S3 itself holds size and declared type to what the policy says. */
export function s3UploadForms({
  bucket,
  region,
  endpoint,
  credentials,
  now,
}: S3UploadFormsOptions): UploadForms {
  const uploadUrl = endpoint ? `${endpoint}/${bucket}` : `https://${bucket}.s3.${region}.amazonaws.com/`;
  return {
    async issue({ uploadId, mediaType, expiresAt }) {
      const { accessKeyId, secretAccessKey, sessionToken } = await credentials();
      const stamp = now()
        .toISOString()
        .replace(/[:-]|\.\d{3}/g, '');
      const day = stamp.slice(0, 8);
      const fields = {
        key: quarantineKey(uploadId),
        'Content-Type': mediaType,
        'x-amz-algorithm': 'AWS4-HMAC-SHA256',
        'x-amz-credential': `${accessKeyId}/${day}/${region}/s3/aws4_request`,
        'x-amz-date': stamp,
        ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
      };
      const policy = Buffer.from(
        JSON.stringify({
          expiration: expiresAt,
          conditions: [
            { bucket },
            ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
            ['content-length-range', 1, maxEvidenceBytes],
          ],
        }),
      ).toString('base64');
      const signature = signPolicy(policy, { secretAccessKey, day, region });
      return { uploadUrl, fields: { ...fields, policy, 'x-amz-signature': signature } };
    },
  };
}
