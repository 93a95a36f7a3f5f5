import type { Item, Key, Table } from './ports.ts';

// DynamoDB's most keys of one read.
const keysARead = 100;

/** Many items, in the order of their keys. */
export async function readMany(table: Table, keys: readonly Key[]): Promise<readonly (Item | undefined)[]> {
  const items: (Item | undefined)[] = [];
  for (let from = 0; from < keys.length; from += keysARead) {
    items.push(...(await table.getMany(keys.slice(from, from + keysARead))));
  }
  return items;
}
