import type { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import type { UploadForms } from '../../app/uploads/ports.ts';
import { maxEvidenceBytes } from '../../domain/claims/evidence-file.ts';

export interface S3UploadFormsOptions {
  readonly client: S3Client;
  readonly bucket: string;
  /** The machine's time in milliseconds, not the business clock's: S3 compares it with its own. */
  readonly now: () => number;
}

/** Where a file lies until it is scanned. */
export function quarantineKey(uploadId: string): string {
  return `quarantine/${uploadId}`;
}

/** Presigned POST: S3 itself holds size and declared type to what the policy says. */
export function s3UploadForms({ client, bucket, now }: S3UploadFormsOptions): UploadForms {
  return {
    async issue({ uploadId, mediaType, expiresAt }) {
      const { url, fields } = await createPresignedPost(client, {
        Bucket: bucket,
        Key: quarantineKey(uploadId),
        Fields: { 'Content-Type': mediaType },
        Conditions: [['content-length-range', 1, maxEvidenceBytes]],
        Expires: (Date.parse(expiresAt) - now()) / 1_000,
      });
      return { uploadUrl: url, fields };
    },
  };
}
