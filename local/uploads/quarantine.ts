import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Envelopes } from '../../functions/app/ports/secrets.ts';
import type { UploadedFiles } from '../../functions/app/uploads/ports.ts';
import { evidenceMediaTypeOf } from '../../functions/domain/claims/evidence-file.ts';

export interface Quarantine extends UploadedFiles {
  /** Keeps a file, sealed and on disk before it answers. @returns false when another file was kept under this id */
  keep(uploadId: string, bytes: Uint8Array): Promise<boolean>;
}

/** Files sent by form, in a folder of their sort, each in an envelope: they are personal data from the first moment. */
export async function openQuarantine({
  folder,
  envelopes,
}: {
  readonly folder: string;
  readonly envelopes: Envelopes;
}): Promise<Quarantine> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const fileOf = (uploadId: string) => {
    // Ids come from requests, and a path must not.
    if (!/^upload-[a-z0-9]{26}$/.test(uploadId)) throw new RangeError('not the id of an upload');
    return join(folder, uploadId);
  };
  const recordId = (uploadId: string) => `upload/${uploadId}`;

  const read = async (uploadId: string) => {
    const file = fileOf(uploadId);
    if (!existsSync(file)) return undefined;
    return envelopes.openBytes(recordId(uploadId), await readFile(file));
  };

  return {
    read,
    async keep(uploadId, bytes) {
      const file = fileOf(uploadId);
      const { sealed } = await envelopes.sealBytes(recordId(uploadId), bytes);
      const unfinished = `${file}.${randomUUID()}`;
      await writeFile(unfinished, sealed, { mode: 0o600, flush: true });
      try {
        // A link fails where the name is taken, so that the first file stays and none is ever half there.
        await link(unfinished, file);
        return true;
      } catch (error) {
        const kept = await read(uploadId);
        if (!kept) throw error;
        return Buffer.compare(kept, bytes) === 0;
      } finally {
        await rm(unfinished);
      }
    },
    async accept(uploadId) {
      // Nothing clears this folder: what was handed in stays where it is.
      if (!existsSync(fileOf(uploadId))) throw new Error(`there is no ${uploadId}`);
    },
    async find(uploadId) {
      const bytes = await read(uploadId);
      const mediaType = bytes && evidenceMediaTypeOf(bytes);
      return mediaType && { mediaType, sizeBytes: bytes.length };
    },
  };
}
