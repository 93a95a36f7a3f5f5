/** A cursor is the position of the last row of a page: opaque to callers, checked when it comes back. */
export function encodeCursor(position: readonly string[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * @param length how many texts the position must have
 * @throws RangeError when the cursor is none of ours, or of another partition
 */
export function decodeCursor(cursor: string, length: number, pk: string): readonly string[] {
  const position = parse(cursor);
  if (
    !Array.isArray(position) ||
    position.length !== length ||
    !position.every((part) => typeof part === 'string' && part !== '') ||
    position[0] !== pk
  ) {
    throw new RangeError('not a cursor of this query');
  }
  return position as readonly string[];
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch (cause) {
    throw new RangeError('not a cursor', { cause });
  }
}
