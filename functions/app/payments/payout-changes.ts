import { type PayoutChange, payoutChangeSchema } from '../../contracts/store/payment-run.ts';
import { itemPages } from '../store/pages.ts';
import type { Action, Item, Table } from '../store/ports.ts';
import { readChunk, readSeal } from './chunks.ts';
import { chunkNumbers } from './post-chunks.ts';
import type { RunHead } from './run-head.ts';

// A change of an account, of an award or a hold after the files were built makes a run stale. Who changes one does not
// know the runs, and a run cannot look at every award again, so changes are numbered by programme: a release reads
// those it does not know, and its transaction checks that there is none newer.

function changesPk(programme: string): string {
  return `PAYOUT-CHANGES#${programme}`;
}

const counterSk = 'COUNT';

function changeSk(number: number): string {
  return `CHANGE#${String(number).padStart(12, '0')}`;
}

function countOf(item: Item | undefined): number {
  const count = item?.count;
  return typeof count === 'number' ? count : 0;
}

/** How many changes a programme has seen of what its awards are paid, and where to. */
export async function readPayoutChangeCount(table: Table, programme: string): Promise<number> {
  return countOf(await table.get({ pk: changesPk(programme), sk: counterSk }));
}

/**
 * For the transaction that changes an award's account, stops it, or holds a payment: a run that is built and not yet
 * sent finds out by this, and goes back to building. When another change of the programme came first, the transaction
 * is cancelled by the first of these actions: read again and try again.
 */
export async function payoutChangedActions(
  table: Table,
  programme: string,
  change: PayoutChange,
): Promise<readonly Action[]> {
  const count = await readPayoutChangeCount(table, programme);
  return [
    {
      update: { pk: changesPk(programme), sk: counterSk },
      add: { count: 1 },
      if: count === 0 ? { exists: false } : { attribute: 'count', is: '=', value: count },
    },
    { put: { pk: changesPk(programme), sk: changeSk(count + 1), ...change }, if: { exists: false } },
  ];
}

async function readPayoutChanges(
  table: Table,
  programme: string,
  after: number,
): Promise<{ readonly count: number; readonly changes: readonly PayoutChange[] }> {
  const count = await readPayoutChangeCount(table, programme);
  const changes: PayoutChange[] = [];
  if (count === after) return { count, changes };
  const since = { pk: changesPk(programme), sk: { from: changeSk(after + 1), to: changeSk(count) } };
  for await (const items of itemPages(table, since)) {
    changes.push(...items.map((item) => payoutChangeSchema.parse(item)));
  }
  return { count, changes };
}

/** Holds a transaction to the changes it was decided on. */
export function noFurtherPayoutChange(programme: string, count: number): Action {
  return {
    check: { pk: changesPk(programme), sk: counterSk },
    if: count === 0 ? { exists: false } : { attribute: 'count', is: '=', value: count },
  };
}

/** A payment as a chunk holds it. */
interface HeldPayment {
  readonly paymentId: string;
  readonly awardId: string;
  readonly accountVersion: number;
}

/** Whether a change makes a run stale that holds this payment. */
export function isChanged(payment: HeldPayment, change: PayoutChange): boolean {
  if (payment.awardId !== change.awardId) return false;
  switch (change.kind) {
    case 'account':
      return payment.accountVersion < change.accountVersion;
    case 'award':
      return true;
    case 'hold':
      return payment.paymentId === change.paymentId;
  }
}

/**
 * Whether anything changed that the run pays, since its roll was planned. Chunks are read only when something of the
 * programme has changed since, which is rare.
 * @returns also the number of the last change looked at
 */
export async function readStaleness(
  table: Table,
  head: RunHead,
): Promise<{ readonly isStale: boolean; readonly count: number }> {
  const { count, changes } = await readPayoutChanges(table, head.programme, head.payoutChangesSeen);
  return { count, isStale: await holdsChanged(table, head, changes) };
}

async function holdsChanged(table: Table, head: RunHead, changes: readonly PayoutChange[]): Promise<boolean> {
  if (changes.length === 0) return false;
  const { runId, attempt, chunks = 0 } = head;
  const byAward = Map.groupBy(changes, ({ awardId }) => awardId);
  for (const chunk of chunkNumbers(chunks)) {
    const payments = await readChunk(table, { runId, attempt, chunk });
    const changed = (payments?.awardIds ?? []).flatMap((awardId, position) => {
      const [paymentId, accountVersion] = [
        payments?.paymentIds[position],
        payments?.accountVersions[position],
      ];
      if (paymentId === undefined || accountVersion === undefined) return [];
      const held = { paymentId, awardId, accountVersion };
      return byAward.get(awardId)?.some((change) => isChanged(held, change)) ? [position] : [];
    });
    if (changed.length === 0) continue;
    const seal = await readSeal(table, { runId, attempt, chunk });
    if (changed.some((position) => !seal?.excluded.includes(position))) return true;
  }
  return false;
}
