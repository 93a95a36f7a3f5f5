import type { IndexName, IndexRow, Item, Page, QueryInput, Table } from './ports.ts';
import { readMany } from './read-many.ts';

type WholeQuery = Omit<QueryInput, 'cursor'>;

/** The pages of a list to its end, each read when it is asked for: after what was done with the one before. */
export async function* pagesOf<T>(
  read: (from: { readonly cursor?: string }) => Promise<Page<T>>,
): AsyncGenerator<readonly T[]> {
  let cursor: string | undefined;
  do {
    const page = await read(cursor === undefined ? {} : { cursor });
    yield page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

export function itemPages(table: Table, query: WholeQuery): AsyncGenerator<readonly Item[]> {
  return pagesOf((from) => table.query({ ...query, ...from }));
}

export function rowPages(
  table: Table,
  index: IndexName,
  query: WholeQuery,
): AsyncGenerator<readonly IndexRow[]> {
  return pagesOf((from) => table.queryIndex(index, { ...query, ...from }));
}

/** What an index lists, as the items are now; it may lag behind one that has gone. */
export async function* listedItems(table: Table, index: IndexName, query: WholeQuery): AsyncGenerator<Item> {
  for await (const rows of rowPages(table, index, query)) {
    for (const item of await readMany(table, rows)) if (item) yield item;
  }
}
