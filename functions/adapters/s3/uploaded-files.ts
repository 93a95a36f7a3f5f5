import { createHash } from 'node:crypto';
import type { UploadedFiles } from '../../app/uploads/ports.ts';
import { evidenceMediaTypeOf, signatureBytes } from '../../domain/claims/evidence-file.ts';
import type { S3Objects } from './objects.ts';

/** Where evidence lies until it is handed in; the bucket's rule clears what never was. */
export const quarantinePrefix = 'quarantine';

/** Where a file that was sent lies in the bucket. */
function quarantineKey(uploadId: string): string {
  return `${quarantinePrefix}/${uploadId}`;
}

/** Where a file that was handed in lies in the bucket. */
export function acceptedKey(uploadId: string): string {
  return `accepted/${uploadId}`;
}

export function s3UploadedFiles(objects: S3Objects): UploadedFiles {
  const get: (uploadId: string, range?: string) => ReturnType<S3Objects['get']> = async (uploadId, range) =>
    (await objects.get(acceptedKey(uploadId), range)) ?? objects.get(quarantineKey(uploadId), range);

  async function read(uploadId: string): Promise<Uint8Array | undefined> {
    const found = await get(uploadId);
    return found && Buffer.concat(await Array.fromAsync(found.body));
  }

  return {
    /** Looks at the first bytes alone: the range's answer also says how long the whole file is. */
    async find(uploadId) {
      const found = await get(uploadId, `bytes=0-${String(signatureBytes - 1)}`);
      if (!found) return undefined;
      const mediaType = evidenceMediaTypeOf(Buffer.concat(await Array.fromAsync(found.body)));
      const sizeBytes = Number(found.contentRange.split('/').at(1));
      if (!Number.isSafeInteger(sizeBytes)) throw new Error(`S3 did not say how long ${uploadId} is`);
      return mediaType && { mediaType, sizeBytes };
    },
    read,
    async accept(uploadId) {
      // Handed in again, or by a step that is made again, it is not read and sent a second time.
      if (await objects.has(acceptedKey(uploadId))) return;
      const bytes = await read(uploadId);
      const mediaType = bytes && evidenceMediaTypeOf(bytes);
      if (!mediaType) throw new Error(`${uploadId} is no file that could be kept`);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await objects.put(acceptedKey(uploadId), bytes, { mediaType, sha256, ifAbsent: true });
    },
  };
}
