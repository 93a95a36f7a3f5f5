import { invalidCursor } from './invalid-cursor.ts';

/** A cursor that carries what its page has to know, and not only a place of the store's own. */
export function writeJsonCursor(carried: object): string {
  return Buffer.from(JSON.stringify(carried)).toString('base64url');
}

/**
 * What a cursor carries.
 * @param of the list that gave it, for the message
 * @throws invalidCursor
 */
export function readJsonCursor<T>(
  cursor: string,
  schema: { readonly parse: (carried: unknown) => T },
  of: string,
): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (cause) {
    throw invalidCursor(`not a cursor of ${of}`, { cause });
  }
}
