import {
  UnreadableBankMessage,
  type UnreadableCode,
} from '../../../contracts/bank/unreadable-bank-message.ts';

/** What a file in columns may not exceed. */
export interface TextLimits {
  readonly bytes: number;
  /** Characters of one line. */
  readonly line: number;
}

const defaultLimits: TextLimits = { bytes: 200 * 1024 * 1024, line: 64 * 1024 };

/** One line, without its end, and its number from 1. */
export interface TextLine {
  readonly text: string;
  readonly line: number;
}

const pieceBytes = 64 * 1024;

/**
 * Reads text in lines, a group of lines a piece, so that neither the file nor its lines are ever held whole. Lines
 * end in LF or CR LF, the last one too: a file that ends within a line was cut off.
 * @throws UnreadableBankMessage on what is not text of the encoding, all of it
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
  encoding: 'utf-8' | 'gb18030',
  limits: Partial<TextLimits> = {},
): AsyncGenerator<readonly TextLine[]> {
  const limit = { ...defaultLimits, ...limits };
  // Refuses what is not in the encoding, and leaves out a byte order mark.
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  let rest = '';
  let bytes = 0;
  const refuse = (code: UnreadableCode, cause?: unknown): never => {
    throw new UnreadableBankMessage(code, line, 0, cause === undefined ? undefined : { cause });
  };
  const decode = (piece?: Uint8Array): string => {
    try {
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
    } catch (cause) {
      // Only at the end of the file is nothing handed over: it was cut within a character.
      if (!piece) return refuse('truncated', cause);
      return refuse(encoding === 'utf-8' ? 'not-utf-8' : 'not-gb18030', cause);
    }
  };

  for await (const chunk of chunks) {
    const all = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    for (let from = 0; from < all.length; from += pieceBytes) {
      const piece = all.subarray(from, from + pieceBytes);
      bytes += piece.length;
      if (bytes > limit.bytes) refuse('too-large');
      const parts = (rest + decode(piece)).split('\n');
      rest = parts.pop() ?? '';
      const lines: TextLine[] = [];
      for (const part of parts) {
        const text = part.endsWith('\r') ? part.slice(0, -1) : part;
        if (text.length > limit.line) refuse('too-long');
        if (text !== '') lines.push({ text, line });
        line += 1;
      }
      if (rest.length > limit.line) refuse('too-long');
      yield lines;
    }
  }
  if (rest + decode() !== '') refuse('truncated');
  if (bytes === 0) refuse('empty');
}
