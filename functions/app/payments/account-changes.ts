import type { Action, Item, Table } from '../store/ports.ts';

// A change of an account after the files were built makes a run stale. Who changes one does not know the runs, and
// a run cannot look at every award again, so changes are numbered by programme: a release reads those it does not
// know, and its transaction checks that there is none newer.

function changesPk(programme: string): string {
  return `ACCOUNT-CHANGES#${programme}`;
}

const counterSk = 'COUNT';

function changeSk(number: number): string {
  return `CHANGE#${String(number).padStart(12, '0')}`;
}

function countOf(item: Item | undefined): number {
  const count = item?.count;
  return typeof count === 'number' ? count : 0;
}

/** How many changes of payees' accounts a programme has seen. */
export async function readAccountChangeCount(table: Table, programme: string): Promise<number> {
  return countOf(await table.get({ pk: changesPk(programme), sk: counterSk }));
}

/** An award's account or payee as it stands after a change. */
export interface AccountChange {
  readonly programme: string;
  readonly awardId: string;
  /** The award's `accountVersion` after the change. */
  readonly accountVersion: number;
  readonly at: string;
}

/**
 * For the transaction that changes an award's account or payee: a run that is built and not yet sent finds out by
 * this, and goes back to building. When another change of the programme came first, the transaction is cancelled
 * by the first of these actions: read again and try again.
 */
export async function payeeChangedActions(table: Table, change: AccountChange): Promise<readonly Action[]> {
  const { programme, awardId, accountVersion, at } = change;
  const count = await readAccountChangeCount(table, programme);
  return [
    {
      update: { pk: changesPk(programme), sk: counterSk },
      add: { count: 1 },
      if: count === 0 ? { exists: false } : { attribute: 'count', is: '=', value: count },
    },
    {
      put: { pk: changesPk(programme), sk: changeSk(count + 1), awardId, accountVersion, at },
      if: { exists: false },
    },
  ];
}

/** Awards changed after a number, with their latest account version, and the number of the last change. */
export async function readAccountChanges(
  table: Table,
  programme: string,
  after: number,
): Promise<{ readonly count: number; readonly versions: ReadonlyMap<string, number> }> {
  const count = await readAccountChangeCount(table, programme);
  const versions = new Map<string, number>();
  if (count === after) return { count, versions };
  let cursor: string | undefined;
  do {
    const page = await table.query({
      pk: changesPk(programme),
      sk: { from: changeSk(after + 1), to: changeSk(count) },
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { awardId, accountVersion } of page.items) {
      if (typeof awardId === 'string' && typeof accountVersion === 'number')
        versions.set(awardId, accountVersion);
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return { count, versions };
}

/** Holds a transaction to the changes it was decided on. */
export function noFurtherAccountChange(programme: string, count: number): Action {
  return {
    check: { pk: changesPk(programme), sk: counterSk },
    if: count === 0 ? { exists: false } : { attribute: 'count', is: '=', value: count },
  };
}
