import type { Item, Key, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';

/** A statement's number, as the bank counts an account's statements. */
export interface StatementSeen {
  readonly account: string;
  readonly sequence: number;
}

function sequenceKey(account: string): Key {
  return { pk: `STATEMENTS#${account}`, sk: 'LAST' };
}

function lastOf(item: Item | undefined): number | undefined {
  const sequence = item?.sequence;
  return typeof sequence === 'number' ? sequence : undefined;
}

/**
 * Keeps the highest statement number of an account.
 * @returns how many statements are missing before this one; undefined when none is, or it comes late
 */
export async function noteStatement(
  table: Table,
  { account, sequence }: StatementSeen,
): Promise<{ readonly missing: number } | undefined> {
  const last = lastOf(await table.get(sequenceKey(account)));
  if (last !== undefined && sequence <= last) return undefined;
  // When another import was faster with a later statement, that one stands.
  await transact(table, [
    {
      update: sequenceKey(account),
      set: { sequence },
      if: { any: [{ exists: false }, { attribute: 'sequence', is: '<', value: sequence }] },
    },
  ]);
  return last === undefined || sequence === last + 1 ? undefined : { missing: sequence - last - 1 };
}
