import type { UploadedFiles } from '../../functions/app/uploads/ports.ts';
import { evidenceMediaTypeOf } from '../../functions/domain/claims/evidence-file.ts';

/** A file that begins as a PNG does. */
export function aPng(sizeBytes = 12): Uint8Array {
  const bytes = Buffer.alloc(sizeBytes);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return bytes;
}

/** Files that were sent, kept in memory. */
export class UploadsInMemory implements UploadedFiles {
  readonly stored = new Map<string, Uint8Array>();
  readonly accepted = new Set<string>();

  add(uploadId: string, bytes: Uint8Array = aPng()): void {
    this.stored.set(uploadId, bytes);
  }

  async find(uploadId: string) {
    const bytes = this.stored.get(uploadId);
    const mediaType = bytes && evidenceMediaTypeOf(bytes);
    return mediaType && { mediaType, sizeBytes: bytes.byteLength };
  }

  async read(uploadId: string) {
    return this.stored.get(uploadId);
  }

  async accept(uploadId: string) {
    if (!this.stored.has(uploadId)) throw new Error(`there is no ${uploadId}`);
    this.accepted.add(uploadId);
  }
}
