import type { Actor } from '../../domain/audit/actor.ts';
import { type AccountingPeriod, parseAccountingPeriod } from '../../domain/ledger/accounting-period.ts';
import type { Account } from '../../domain/ledger/accounts.ts';
import { postingDate } from '../../domain/ledger/posting-date.ts';
import type { LedgerEvent } from '../../domain/ledger/postings.ts';
import { type BalanceLine, heldFen } from '../../domain/ledger/trial-balance.ts';
import { type Transfer, transfersOf } from '../../domain/ledger/transfer.ts';
import { addFen, type Fen, zeroFen } from '../../domain/money/fen.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { balancePrefix, readBalances } from '../ledger/balances.ts';
import { closeThroughActions, readClosedThrough } from '../ledger/closed-books.ts';
import { heldTo, postingActions } from '../ledger/posting-actions.ts';
import type { Clock } from '../ports/clock.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Action, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { changePeriod, factsOf, type PeriodHead, periodsClosing, readPeriodHead } from './period-head.ts';

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
}

const actor: Actor = { kind: 'system', id: 'close-year' };
const mostRounds = 50;

/**
 * Makes the closing entries of a year that is closing (finance.md, "year's end"), then closes it and its days. What is
 * committed and on no run lapses, authority that is left is given back, financing and expenses go to the fund balance;
 * what is obligated stays until the bank has spoken. Done again after a crash, it goes on where it stopped.
 */
export async function closeYear(deps: Deps, year: AccountingPeriod): Promise<void> {
  for (let round = 1; round <= mostRounds; round += 1) {
    const head = await readPeriodHead(deps.table, year.id);
    if (head?.state !== 'closing') return;
    const due = await dueEntries(deps, year, round);
    // Refused where a balance has moved meanwhile, or these entries were made before: the next round reads again.
    for (const actions of due) await transact(deps.table, actions);
    if (due.length === 0) await endYear(deps, year, head);
  }
  throw stepError('StoreUnavailable', `the year ${year.id} does not come to rest`);
}

/** Goes on with the years whose closing was interrupted. @returns how many there were */
export async function closeInterruptedYears(deps: Deps): Promise<number> {
  const { items } = await deps.table.queryIndex('gsi1', { pk: periodsClosing });
  const years = items.flatMap(({ indexSk }) => parseAccountingPeriod(indexSk) ?? []);
  for (const year of years) await closeYear(deps, year);
  return years.length;
}

/** One transaction for each programme and share that still has something to close. */
async function dueEntries(
  { table, clock }: Deps,
  { id, lastDay }: AccountingPeriod,
  round: number,
): Promise<readonly (readonly Action[])[]> {
  const year = Number(id);
  const lines = await readBalances(table, balancePrefix({ year }));
  const date = postingDate(lastDay, clock.today(), await readClosedThrough(table));
  const groups = Map.groupBy(lines, ({ programme, share }) => JSON.stringify([programme, share]));
  return [...groups.values()].flatMap((group) => {
    const transfers = closingTransfers(group, { round, ...date, at: clock.now() });
    return transfers.length === 0 ? [] : [heldTo(postingActions(transfers), group)];
  });
}

interface Moment {
  readonly round: number;
  readonly date: CalendarDate;
  readonly occurredOn?: CalendarDate;
  readonly at: string;
}

/** What one programme and share has to close. @param group its balances of the year */
function closingTransfers(group: readonly BalanceLine[], { round, ...moment }: Moment): readonly Transfer[] {
  const [first] = group;
  if (!first) return [];
  const { programme, year, share } = first;
  const held = (account: Account): Fen =>
    addFen(zeroFen, ...group.filter((line) => line.account === account).map(heldFen));
  const committedFen = held('B3');
  const closings: readonly (readonly [LedgerEvent, Fen])[] = [
    ['year-lapse-commitments', committedFen],
    ['year-close-authority', addFen(held('B2'), committedFen)],
    ['year-close-financing', held('R1')],
    ['year-close-benefits', held('E1')],
    ['year-close-losses', held('E2')],
    ['year-close-fees', held('E3')],
  ];
  return closings.flatMap(([event, amountFen]) =>
    transfersOf({
      cause: `year-close/${String(year)}/${programme}/${share}/${String(round)}`,
      event,
      programme,
      year,
      // A credit on an expense came after what it corrects was closed; it stays to be seen.
      parts: [{ share, amountFen: amountFen > 0 ? amountFen : zeroFen }],
      ...moment,
    }),
  );
}

/** Nothing is ended when the period changed meanwhile, or more was closed. */
async function endYear(
  { table, clock }: Deps,
  { lastDay }: AccountingPeriod,
  head: PeriodHead,
): Promise<void> {
  const closedThrough = await readClosedThrough(table);
  const isOpen = closedThrough === undefined || closedThrough < lastDay;
  const after = { ...factsOf(head), state: 'closed' } as const;
  await transact(table, [
    ...changePeriod(head, after, 'year-closed', { actor, at: clock.now() }, {}),
    ...(isOpen ? closeThroughActions(lastDay) : []),
  ]);
}
