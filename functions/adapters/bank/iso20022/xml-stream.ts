import { SaxesParser } from 'saxes';
import { UnreadableBankMessage } from '../../../contracts/bank/unreadable-bank-message.ts';
import { type ElementRule, RuleWalk } from './element-rule.ts';
import { Utf8Text } from './utf8-text.ts';

/** What a file may not exceed. A bank's statement is large, flat and made of short texts. */
export interface XmlLimits {
  readonly bytes: number;
  readonly depth: number;
  /** Characters of one text, tag, comment or instruction (checked at least every 64 KB). */
  readonly token: number;
}

// A million entries are half a gigabyte where a bank is brief. They cost time and disk, and no memory.
const defaultLimits: XmlLimits = { bytes: 2 * 1024 ** 3, depth: 48, token: 64 * 1024 };

/** Where the reader stands: line from 1, column from 0. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

const pieceLength = 64 * 1024;

/**
 * Reads XML in pieces and hands each element to its rule. Yields after each piece, so that whatever the rules
 * made of it can be passed on: neither the file nor its records are ever held whole.
 *
 * @param rulesFor makes the rules, which may ask where the reader stands
 * @throws UnreadableBankMessage on anything but one whole, well-formed UTF-8 document without DOCTYPE
 */
export async function* readElements(
  chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
  rulesFor: (place: () => Place) => ElementRule,
  limits: Partial<XmlLimits> = {},
): AsyncGenerator<void> {
  const limit = { ...defaultLimits, ...limits };
  const parser = new SaxesParser({ xmlns: false, position: true });
  const refuse = (code: UnreadableBankMessage['code'], cause?: unknown): never => {
    throw new UnreadableBankMessage(code, parser.line, parser.column, cause ? { cause } : undefined);
  };
  const walk = new RuleWalk(rulesFor(() => ({ line: parser.line, column: parser.column })));
  let depth = 0;
  let sawRoot = false;
  let ended = false;
  /** Characters since the parser last finished anything. */
  let silent = 0;

  parser.on('error', (cause) => {
    if (ended) refuse(sawRoot ? 'truncated' : 'empty', cause);
    refuse('not-xml', cause);
  });
  parser.on('doctype', () => refuse('doctype'));
  parser.on('comment', () => (silent = 0));
  parser.on('opentag', ({ name, attributes }) => {
    silent = 0;
    sawRoot = true;
    depth += 1;
    if (depth > limit.depth) refuse('too-deep');
    if (!walk.open(name, attributes)) refuse('unknown-message');
  });
  const text = (more: string): void => {
    silent = 0;
    if (walk.text(more) > limit.token) refuse('too-long');
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', () => {
    silent = 0;
    depth -= 1;
    walk.close();
  });

  let declared = false;
  const write = (piece: string): void => {
    silent += piece.length;
    parser.write(piece);
    if (silent > limit.token + pieceLength) refuse('too-long');
    const { encoding } = parser.xmlDecl;
    if (!declared && encoding !== undefined) {
      declared = true;
      if (!/^(utf-?8|us-ascii)$/i.test(encoding)) refuse('not-utf-8');
    }
  };

  const decoder = new Utf8Text();
  let bytes = 0;
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += pieceLength) {
      bytes += Math.min(pieceLength, chunk.length - from);
      if (bytes > limit.bytes) refuse('too-large');
      if (typeof chunk === 'string') {
        write(chunk.slice(from, from + pieceLength));
      } else {
        const read = decoder.read(chunk.subarray(from, from + pieceLength));
        write(read.text);
        if (read.bad) refuse('not-utf-8');
      }
      yield;
    }
  }
  if (decoder.isCut) refuse('truncated');
  ended = true;
  parser.close();
}
