import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { FileLinks } from '../../app/payments/ports.ts';
import { objectKey } from './bank-files.ts';

const lifeSeconds = 60;

/** Presigned: S3 gives the object to whoever has the address, for as long as it lasts. */
export function s3FileLinks({
  client,
  bucket,
}: {
  readonly client: S3Client;
  readonly bucket: string;
}): FileLinks {
  return {
    issue: (key, { name, mediaType }) =>
      getSignedUrl(
        client,
        new GetObjectCommand({
          Bucket: bucket,
          Key: objectKey(key),
          ResponseContentDisposition: `attachment; filename="${name}"`,
          ResponseContentType: mediaType,
          ResponseCacheControl: 'no-store',
        }),
        { expiresIn: lifeSeconds },
      ),
  };
}
