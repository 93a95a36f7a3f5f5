import type { UploadedFiles } from '../../app/uploads/ports.ts';
import { evidenceMediaTypeOf, signatureBytes } from '../../domain/claims/evidence-file.ts';
import type { S3Objects } from './objects.ts';

/** Where evidence lies until it is scanned. */
export const quarantinePrefix = 'quarantine';

/** Where a file that was sent lies in the bucket. */
export function quarantineKey(uploadId: string): string {
  return `${quarantinePrefix}/${uploadId}`;
}

export function s3UploadedFiles(objects: Pick<S3Objects, 'get'>): UploadedFiles {
  return {
    /** Looks at the first bytes alone: the range's answer also says how long the whole file is. */
    async find(uploadId) {
      const found = await objects.get(quarantineKey(uploadId), `bytes=0-${String(signatureBytes - 1)}`);
      if (!found) return undefined;
      const mediaType = evidenceMediaTypeOf(Buffer.concat(await Array.fromAsync(found.body)));
      const sizeBytes = Number(found.contentRange.split('/').at(1));
      if (!Number.isSafeInteger(sizeBytes)) throw new Error(`S3 did not say how long ${uploadId} is`);
      return mediaType && { mediaType, sizeBytes };
    },
    async read(uploadId) {
      const found = await objects.get(quarantineKey(uploadId));
      return found && Buffer.concat(await Array.fromAsync(found.body));
    },
  };
}
