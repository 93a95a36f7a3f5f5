import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { UploadedFiles } from '../../app/uploads/ports.ts';
import { evidenceMediaTypeOf, signatureBytes } from '../../domain/claims/evidence-file.ts';
import { quarantineKey } from './upload-forms.ts';

/** Looks at the first bytes alone: the range's answer also says how long the whole file is. */
export function s3UploadedFiles({
  client,
  bucket,
}: {
  readonly client: Pick<S3Client, 'send'>;
  readonly bucket: string;
}): UploadedFiles {
  return {
    async find(uploadId) {
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: quarantineKey(uploadId),
        Range: `bytes=0-${String(signatureBytes - 1)}`,
      });
      try {
        const { Body, ContentRange } = (await client.send(command)) as {
          Body?: { transformToByteArray(): Promise<Uint8Array> };
          ContentRange?: string;
        };
        const mediaType = Body && evidenceMediaTypeOf(await Body.transformToByteArray());
        const sizeBytes = Number(ContentRange?.split('/').at(1));
        if (!Number.isSafeInteger(sizeBytes)) throw new Error(`S3 did not say how long ${uploadId} is`);
        return mediaType && { mediaType, sizeBytes };
      } catch (error) {
        if ((error as Error).name === 'NoSuchKey') return undefined;
        throw error;
      }
    },
  };
}
