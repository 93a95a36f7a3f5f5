import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { FileLinks } from '../../app/ports/file-links.ts';

const lifeSeconds = 60;

/** Presigned: S3 gives the object to whoever has the address, for as long as it lasts. */
export function s3FileLinks({
  client,
  bucket,
  objectKey,
}: {
  readonly client: S3Client;
  readonly bucket: string;
  /** Where in the bucket a file lies. */
  readonly objectKey: (key: string) => string;
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
