import { isUtf8 } from 'node:buffer';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { UnreadableBankMessage } from '../../../contracts/bank/unreadable-bank-message.ts';

/** What a file may not exceed. A bank's statement is large, flat and made of short texts. */
export interface XmlLimits {
  readonly bytes: number;
  readonly depth: number;
  /** Characters of one text, tag, comment or instruction (checked at least every 64 KB). */
  readonly token: number;
}

const defaultLimits: XmlLimits = { bytes: 200 * 1024 * 1024, depth: 48, token: 64 * 1024 };

/** Where the reader stands: line from 1, column from 0. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export type Attributes = Readonly<Record<string, string>>;

/**
 * What to do with an element, and with the elements inside it by local name. An element without a rule is
 * skipped with all it holds, so versions that add elements, and banks that add their own, are read all the same.
 */
export interface ElementRule {
  readonly children?: Readonly<Record<string, ElementRule>>;
  readonly open?: (attributes: Attributes, name: string) => void;
  /** The element's own text, without white space around it. */
  readonly text?: (text: string, attributes: Attributes) => void;
  readonly close?: () => void;
  /** An unknown child makes the file another message than those we read. */
  readonly strict?: boolean;
}

interface CompiledRule {
  readonly children: ReadonlyMap<string, CompiledRule>;
  readonly rule: ElementRule;
}

function compile(rule: ElementRule): CompiledRule {
  const children = Object.entries(rule.children ?? {}).map(
    ([name, child]) => [name, compile(child)] as const,
  );
  return { rule, children: new Map(children) };
}

/** Rules go by local name; most banks write no prefix, so the whole name is looked up first. */
function ruleFor(name: string, children: CompiledRule['children']): CompiledRule | undefined {
  return (
    children.get(name) ?? (name.includes(':') ? children.get(name.slice(name.indexOf(':') + 1)) : undefined)
  );
}

const pieceBytes = 64 * 1024;

/**
 * Bytes that may end within a character, as whole characters. Strict: overlong forms, surrogates and stray
 * bytes are refused, and what precedes them is handed out first, so that the place of the fault is known.
 */
function utf8(): { read: (bytes: Uint8Array) => { text: string; bad: boolean }; rest: () => boolean } {
  let held: Uint8Array = new Uint8Array(0);
  const asText = (bytes: Uint8Array): string =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return {
    read: (bytes) => {
      const whole = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
      const end = completeLength(whole);
      // A copy: the caller may fill its buffer again.
      held = Buffer.from(whole.subarray(end));
      const body = whole.subarray(0, end);
      if (isUtf8(body)) return { text: asText(body), bad: false };
      let [good, bad] = [0, end];
      while (bad - good > 1) {
        const middle = (good + bad) >> 1;
        const prefix = body.subarray(0, middle);
        if (isUtf8(prefix.subarray(0, completeLength(prefix)))) good = middle;
        else bad = middle;
      }
      return { text: asText(body.subarray(0, completeLength(body.subarray(0, good)))), bad: true };
    },
    rest: () => held.length > 0,
  };
}

/** How many of the bytes are whole characters, if they are UTF-8 at all: up to three at the end may be a beginning. */
function completeLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

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
  const place = (): Place => ({ line: parser.line, column: parser.column });
  const refuse = (code: UnreadableBankMessage['code'], cause?: unknown): never => {
    throw new UnreadableBankMessage(code, parser.line, parser.column, cause ? { cause } : undefined);
  };

  let current = compile(rulesFor(place));
  const above: CompiledRule[] = [];
  const attributesAbove: Attributes[] = [];
  let attributes: Attributes = {};
  let text = '';
  let skipping = 0;
  let depth = 0;
  let closing = false;
  let sawRoot = false;
  /** Characters since the parser last finished anything. */
  let silent = 0;

  parser.on('error', (cause) => {
    if (closing) refuse(sawRoot ? 'truncated' : 'empty', cause);
    refuse('not-xml', cause);
  });
  parser.on('doctype', () => refuse('doctype'));
  parser.on('comment', () => (silent = 0));
  parser.on('opentag', (tag: SaxesTagPlain) => {
    silent = 0;
    sawRoot = true;
    depth += 1;
    if (depth > limit.depth) refuse('too-deep');
    if (skipping > 0) {
      skipping += 1;
      return;
    }
    const rule = ruleFor(tag.name, current.children);
    if (rule === undefined) {
      if (current.rule.strict) refuse('unknown-message');
      skipping = 1;
      return;
    }
    above.push(current);
    attributesAbove.push(attributes);
    current = rule;
    attributes = tag.attributes;
    text = '';
    rule.rule.open?.(attributes, tag.name);
  });
  const addText = (more: string): void => {
    silent = 0;
    if (skipping > 0 || current.rule.text === undefined) return;
    text += more;
    if (text.length > limit.token) refuse('too-long');
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    silent = 0;
    depth -= 1;
    if (skipping > 0) {
      skipping -= 1;
      return;
    }
    const { rule } = current;
    rule.text?.(text.trim(), attributes);
    rule.close?.();
    text = '';
    current = above.pop() ?? current;
    attributes = attributesAbove.pop() ?? {};
  });

  const decoder = utf8();
  let bytesRead = 0;
  let declared = false;
  const write = (piece: string): void => {
    silent += piece.length;
    parser.write(piece);
    if (silent > limit.token + pieceBytes) refuse('too-long');
    const encoding = parser.xmlDecl.encoding;
    if (!declared && encoding !== undefined) {
      declared = true;
      if (!/^(utf-?8|us-ascii)$/i.test(encoding)) refuse('not-utf-8');
    }
  };

  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += pieceBytes) {
      bytesRead += Math.min(pieceBytes, chunk.length - from);
      if (bytesRead > limit.bytes) refuse('too-large');
      if (typeof chunk === 'string') {
        write(chunk.slice(from, from + pieceBytes));
      } else {
        const { text: decoded, bad } = decoder.read(chunk.subarray(from, from + pieceBytes));
        write(decoded);
        if (bad) refuse('not-utf-8');
      }
      yield;
    }
  }
  if (decoder.rest()) refuse('truncated');
  closing = true;
  parser.close();
}
