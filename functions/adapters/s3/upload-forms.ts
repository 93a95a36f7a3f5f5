import type { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import type { UploadForms } from '../../app/uploads/ports.ts';

export interface S3UploadFormsOptions {
  readonly client: S3Client;
  readonly bucket: string;
  /** Where in the bucket the files go, each under its upload's id. */
  readonly prefix: string;
  readonly maxBytes: number;
  /** The machine's time in milliseconds, not the business clock's: S3 compares it with its own. */
  readonly now: () => number;
}

/** Presigned POST: S3 itself holds size and declared type to what the policy says. */
export function s3UploadForms({ client, bucket, prefix, maxBytes, now }: S3UploadFormsOptions): UploadForms {
  return {
    async issue({ uploadId, mediaType, expiresAt, returnTo }) {
      const { url, fields } = await createPresignedPost(client, {
        Bucket: bucket,
        Key: `${prefix}/${uploadId}`,
        Fields: {
          'Content-Type': mediaType,
          ...(returnTo === undefined ? {} : { success_action_redirect: returnTo }),
        },
        Conditions: [['content-length-range', 1, maxBytes]],
        Expires: (Date.parse(expiresAt) - now()) / 1_000,
      });
      return { uploadUrl: url, fields };
    },
  };
}
