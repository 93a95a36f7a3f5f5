import type { SortKeyRange } from '../../app/store/ports.ts';
import { maxSortKeyBytes } from './limits.ts';

/** Inclusive bounds of sort keys, by UTF-8 bytes. */
export interface SortKeyBounds {
  readonly from?: string;
  readonly to?: string;
}

/**
 * What a range asks for as one pair of bounds: DynamoDB takes a single condition on the sort key.
 * @returns undefined when no key can be in the range
 * @throws RangeError when a bound is longer than a sort key may be
 */
export function sortKeyBounds(range: SortKeyRange | undefined): SortKeyBounds | undefined {
  const { beginsWith = '', from = '', to } = range ?? {};
  for (const text of [beginsWith, from, to ?? '']) {
    if (!text.isWellFormed()) throw new RangeError('a sort key bound is not well-formed text');
    if (Buffer.byteLength(text) > maxSortKeyBytes) {
      throw new RangeError(`a sort key bound is over ${maxSortKeyBytes} bytes`);
    }
  }
  const lower = compareText(from, beginsWith) > 0 ? from : beginsWith;
  const last = beginsWith === '' ? undefined : lastWithPrefix(beginsWith);
  const upper = to === undefined || (last !== undefined && compareText(last, to) < 0) ? last : to;
  if (upper !== undefined && (upper === '' || compareText(lower, upper) > 0)) return undefined;
  return { ...(lower !== '' && { from: lower }), ...(upper !== undefined && { to: upper }) };
}

/** Whether a sort key lies within bounds. */
export function isWithin(sk: string, { from, to }: SortKeyBounds): boolean {
  return (from === undefined || compareText(from, sk) <= 0) && (to === undefined || compareText(sk, to) <= 0);
}

/** Orders text by its UTF-8 bytes, as DynamoDB and SQLite do; JavaScript's own order differs past U+D7FF. */
export function compareText(one: string, other: string): number {
  return one === other ? 0 : Buffer.compare(Buffer.from(one), Buffer.from(other));
}

// U+10FFFF is the last code point and never a character, so nothing real sorts behind a run of it; where the
// prefix leaves no room for a run, the last code point of each length fills what is left exactly.
function lastWithPrefix(prefix: string): string {
  const room = maxSortKeyBytes - Buffer.byteLength(prefix);
  return (
    prefix +
    '\u{10FFFF}'.repeat(Math.min(8, room >> 2)) +
    (['', '\u007F', '\u07FF', '\uFFFF'][room % 4] ?? '')
  );
}
