import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../../functions/adapters/localkey/sync-folder.ts';
import type { AuditAnchors } from '../../functions/app/audit/ports.ts';

export interface AnchorFile extends AuditAnchors {
  close(): Promise<void>;
}

const newline = 0x0a;
const chunkBytes = 1024 * 1024;

/**
 * Anchors in a file that only ever grows: line n is what is anchored of seal n. It is opened for appending, and each
 * line is on disk before it counts. `chattr +a`, or a disk that is written once, keeps others from changing it too.
 * @throws when it cannot be opened or read
 */
export async function openAnchorFile(path: string): Promise<AnchorFile> {
  const file = await open(path, 'a+', 0o600);
  const ends = await endsOfLines(file);
  await syncFolder(dirname(path));
  let appending: Promise<unknown> = Promise.resolve();

  async function read(seal: number): Promise<string | undefined> {
    const end = ends[seal - 1];
    if (end === undefined) return undefined;
    const begin = ends[seal - 2] ?? 0;
    const bytes = Buffer.alloc(end - begin - 1);
    await file.read(bytes, 0, bytes.length, begin);
    return bytes.toString('utf8');
  }

  async function append(seal: number, text: string): Promise<string> {
    const there = await read(seal);
    if (there !== undefined) return there;
    if (seal !== ends.length + 1) {
      throw new Error(
        `the anchors end with seal ${String(ends.length)}, and seal ${String(seal)} is to follow`,
      );
    }
    const end = ends.at(-1) ?? 0;
    await dropTornLine(file, end);
    const bytes = Buffer.from(`${text}\n`, 'utf8');
    await file.appendFile(bytes);
    await file.sync();
    ends.push(end + bytes.length);
    return text;
  }

  return {
    anchor(seal, text) {
      const appended = appending.then(() => append(seal, text));
      appending = appended.catch(() => undefined);
      return appended;
    },
    read,
    close: () => file.close(),
  };
}

/** Where each line ends: the position after its newline. */
async function endsOfLines(file: FileHandle): Promise<number[]> {
  const ends: number[] = [];
  const chunk = Buffer.alloc(chunkBytes);
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(chunk, 0, chunkBytes, position);
    if (bytesRead === 0) return ends;
    const part = chunk.subarray(0, bytesRead);
    for (let at = part.indexOf(newline); at !== -1; at = part.indexOf(newline, at + 1))
      ends.push(position + at + 1);
    position += bytesRead;
  }
}

/** A kill, or a full disk, in the middle of a write leaves a line without its end. It counted for nothing yet. */
async function dropTornLine(file: FileHandle, end: number): Promise<void> {
  const { size } = await file.stat();
  if (size > end) await file.truncate(end);
}
