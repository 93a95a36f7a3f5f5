import type { Clock } from '../ports/clock.ts';
import { listedItems } from './pages.ts';
import type { Action, Item, Table } from './ports.ts';
import { transact } from './transact.ts';

const itemsAPage = 25;

/**
 * Deletes what has run out: items that stand in an index under one name, by the instant at which each does.
 * @param list the items' `gsi1pk`; their `gsi1sk` is the instant, ISO 8601 in UTC
 * @param alongside what goes with an item, in the same transaction
 * @returns how many were deleted
 */
export async function sweepExpired(
  { table, clock }: { readonly table: Table; readonly clock: Clock },
  list: string,
  alongside: (item: Item) => readonly Action[] = () => [],
): Promise<number> {
  let swept = 0;
  const expired = { pk: list, sk: { to: clock.now() }, limit: itemsAPage };
  for await (const item of listedItems(table, 'gsi1', expired)) {
    const { pk, sk } = item;
    // The index may lag behind an item that was kept again: the item decides.
    const { ok } = await transact(table, [
      { delete: { pk, sk }, if: { attribute: 'gsi1sk', is: '<=', value: clock.now() } },
      ...alongside(item),
    ]);
    if (ok) swept += 1;
  }
  return swept;
}
