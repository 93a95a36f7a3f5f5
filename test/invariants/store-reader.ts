import { decodeItem } from '../../functions/adapters/sqlite/item-body.ts';
import type { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import type { Item } from '../../functions/app/store/ports.ts';

/**
 * Reads everything a store holds, in the order of its keys, past the port and its indexes. An item that has not changed
 * since the last reading is the same object again, so that whoever looks often need not look at it again.
 */
export function storeReader(database: SqliteDatabase): () => readonly Item[] {
  let known = new Map<string, Item>();
  return () => {
    const now = new Map<string, Item>();
    const items = database.read(() => {
      const bodyOf = database.prepare('SELECT body FROM items WHERE id = ?');
      const rows = database.prepare('SELECT id, pk, sk, size, checksum FROM items ORDER BY pk, sk').all();
      return rows.map(({ id, pk, sk, size, checksum }) => {
        const name = `${String(pk)} ${String(sk)} ${String(size)} ${String(checksum)}`;
        const item = known.get(name) ?? itemOf(bodyOf.get(Number(id))?.body, Number(checksum));
        now.set(name, item);
        return item;
      });
    });
    known = now;
    return items;
  };
}

function itemOf(body: unknown, checksum: number): Item {
  const item = decodeItem({ body: body as string | Uint8Array, checksum });
  if (!item) throw new Error('an item is damaged');
  return item;
}
