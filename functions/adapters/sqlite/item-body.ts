import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import type { Item, Value } from '../../app/store/ports.ts';

/** An item as its row keeps it. */
export interface ItemBody {
  readonly body: string | Uint8Array;
  /** CRC-32 of the body: SQLite has none of its own and would hand out a flipped bit. */
  readonly checksum: number;
}

/**
 * JSON, which is half the cost of v8's format and can be read with any SQLite tool; v8's format where the item
 * holds bytes, which JSON has not.
 */
export function encodeItem(item: Item, binary: boolean): ItemBody {
  const body = binary ? serialize(item) : JSON.stringify(item);
  return { body, checksum: crc32(body) };
}

/** @returns undefined when the body is not what was written */
export function decodeItem({ body, checksum }: ItemBody): Item | undefined {
  if (crc32(body) !== checksum) return undefined;
  // The casts hold because the checksum does: this is what encodeItem was given.
  return typeof body === 'string'
    ? (JSON.parse(body) as Item)
    : (ownBytes(deserialize(body) as Item) as Item);
}

/** v8 hands bytes out as they came in (a Buffer) and as windows on the whole body; callers get arrays of their own. */
function ownBytes(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (Array.isArray(value)) return (value as readonly Value[]).map(ownBytes);
  return Object.fromEntries(Object.entries(value).map(([name, element]) => [name, ownBytes(element)]));
}
