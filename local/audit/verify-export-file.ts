import { createReadStream } from 'node:fs';
import { type ExportVerification, ExportVerifier } from '../../functions/app/audit/verify-export.ts';

/** Bytes read at once: less takes longer, more takes memory. */
const chunkBytes = 1024 * 1024;
const newline = 0x0a;
const nothing: Buffer = Buffer.alloc(0);

/**
 * Checks an export file, and with it the file of what is anchored, if one is given.
 * @throws when a file cannot be read
 */
export async function verifyExportFile(path: string, anchorsPath?: string): Promise<ExportVerification> {
  const anchors = anchorsPath === undefined ? undefined : await Array.fromAsync(linesOf(anchorsPath));
  const verifier = new ExportVerifier(anchors?.flat().map(String));
  for await (const lines of linesOf(path)) for (const line of lines) verifier.take(line);
  return verifier.end();
}

/** A file's lines without their ends, as many at a time as a chunk of it holds. */
async function* linesOf(path: string): AsyncGenerator<readonly Buffer[]> {
  let rest = nothing;
  const chunks: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: chunkBytes });
  for await (const chunk of chunks) {
    const lines: Buffer[] = [];
    let begin = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, begin)) {
      const line = chunk.subarray(begin, end);
      lines.push(rest.length === 0 ? line : Buffer.concat([rest, line]));
      rest = nothing;
      begin = end + 1;
    }
    rest = Buffer.concat([rest, chunk.subarray(begin)]);
    yield lines;
  }
  if (rest.length > 0) yield [rest];
}
