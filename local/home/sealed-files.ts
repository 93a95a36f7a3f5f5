import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Envelopes } from '../../functions/app/ports/secrets.ts';

/** Files that hold names and accounts, encrypted on disk: the banks' files and their messages. */
export interface SealedFiles {
  /**
   * Writes a file as it streams. A kill leaves the file that was there before, or none.
   * @returns hex SHA-256 and length of the content, not of what is on disk
   */
  write(
    name: string,
    content: AsyncIterable<string | Uint8Array>,
  ): Promise<{ readonly sha256: string; readonly bytes: number }>;
  /** @throws from the iterator when the file is not there, was altered, cut or is another's */
  read(name: string): AsyncIterable<Uint8Array>;
}

/** Content a frame: enough to make the envelope's own bytes small beside it, little enough to pass through memory. */
const frameBytes = 64 * 1024;

/** Before each frame, big-endian. */
const lengthBytes = 4;

/** The first byte of what a frame holds. */
const goesOn = 0;
const isLast = 1;

/*
 * A file is a sequence of frames, each its length (4 bytes, big-endian) and an envelope. The envelope is bound to the
 * file's name and the frame's number, and says whether it is the last: frames cannot be swapped, dropped or added.
 */
export function openSealedFiles(folder: string, envelopes: Envelopes): SealedFiles {
  const pathOf = (name: string): string => join(folder, name.replace(/[^\w.-]/g, '_'));
  const recordId = (name: string, frame: number): string => `file/${name}/${String(frame)}`;

  return {
    async write(name, content) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = pathOf(name);
      const hash = createHash('sha256');
      let bytes = 0;
      let frame = 0;
      const handle = await open(`${path}.new`, 'w', 0o600);
      const writeFrame = async (parts: readonly Uint8Array[], mark: number): Promise<void> => {
        const content = Buffer.concat([Buffer.of(mark), ...parts]);
        const { sealed } = await envelopes.sealBytes(recordId(name, frame), content);
        const length = Buffer.alloc(lengthBytes);
        length.writeUInt32BE(sealed.byteLength);
        await handle.writeFile([length, sealed]);
        frame += 1;
      };
      try {
        let parts: Buffer[] = [];
        let held = 0;
        for await (const chunk of content) {
          const part = Buffer.from(chunk);
          hash.update(part);
          bytes += part.byteLength;
          parts.push(part);
          held += part.byteLength;
          if (held >= frameBytes) {
            await writeFrame(parts, goesOn);
            parts = [];
            held = 0;
          }
        }
        await writeFrame(parts, isLast);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(`${path}.new`, path);
      return { sha256: hash.digest('hex'), bytes };
    },

    async *read(name) {
      let frame = 0;
      let ended = false;
      for await (const sealed of envelopesIn(pathOf(name))) {
        if (ended) throw new Error(`${name} goes on after its end`);
        const content = await envelopes.openBytes(recordId(name, frame), sealed);
        frame += 1;
        ended = content[0] === isLast;
        yield content.subarray(1);
      }
      if (!ended) throw new Error(`${name} is cut off`);
    },
  };
}

/** A file's envelopes, one after the other in the same memory: each is to be opened before the next is asked for. */
async function* envelopesIn(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = Buffer.alloc(lengthBytes);
    let held = Buffer.alloc(frameBytes);
    for (let at = 0; at < size;) {
      await fill(file, length, at);
      at += lengthBytes;
      const end = at + length.readUInt32BE();
      if (end > size) throw new Error('a frame is cut off');
      if (end - at > held.byteLength) held = Buffer.alloc(end - at);
      const envelope = held.subarray(0, end - at);
      await fill(file, envelope, at);
      at = end;
      yield envelope;
    }
  } finally {
    await file.close();
  }
}

async function fill(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  const { bytesRead } = await file.read(bytes, 0, bytes.byteLength, position);
  if (bytesRead < bytes.byteLength) throw new Error('a frame is cut off');
}
