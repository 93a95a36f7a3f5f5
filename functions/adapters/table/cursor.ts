import { invalidCursor } from '../../app/store/invalid-cursor.ts';
import { isWithin, type SortKeyBounds } from './sort-key-bounds.ts';

/**
 * A cursor is the position of a page's last row, opaque to callers: partition and sort key, and for an index
 * the item's own two as well.
 */
export function encodeCursor(position: readonly string[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * @param length how many texts the position must have
 * @throws invalidCursor when the cursor is none of ours, or of another query
 */
export function decodeCursor(
  cursor: string,
  length: 2 | 4,
  pk: string,
  bounds: SortKeyBounds,
): readonly string[] {
  const position = parse(cursor);
  if (Array.isArray(position) && position.length === length && position.every(isKeyText)) {
    const [itsPk, sk = ''] = position;
    if (itsPk === pk && isWithin(sk, bounds)) return position;
  }
  throw invalidCursor('not a cursor of this query');
}

function isKeyText(part: unknown): part is string {
  return typeof part === 'string' && part !== '';
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch (cause) {
    throw invalidCursor('not a cursor', { cause });
  }
}
