import {
  type AccountingPeriod,
  accountingPeriods,
  parseAccountingPeriod,
} from '../../domain/ledger/accounting-period.ts';
import { calendarDate } from '../../domain/time/calendar-date.ts';
import { periodHeadSchema } from '../../contracts/store/period.ts';
import { readMonthlyBalances } from '../ledger/balances.ts';
import { readClosedThrough } from '../ledger/closed-books.ts';
import { readMany } from '../store/read-many.ts';
import type { Clock } from '../ports/clock.ts';
import type { Table } from '../store/ports.ts';
import { type CheckedPeriod, createPeriodChecks, type PeriodChecksDeps } from './period-checks.ts';
import { factsOf, type PeriodFacts, periodKey, stateOf } from './period-head.ts';

/** A period, who proposed to close it and who decided. */
export interface PeriodView extends PeriodFacts, Omit<AccountingPeriod, 'id'> {}

/** Every month and year from the first posting to today, the newest first. */
export function createListPeriods({ table, clock }: { readonly table: Table; readonly clock: Clock }) {
  return async (): Promise<readonly PeriodView[]> => {
    const balances = await readMonthlyBalances(table, '');
    const today = clock.today();
    const first = balances
      .flatMap(({ months }) => [...months.keys()])
      .reduce((least, month) => (month < least ? month : least), today.slice(0, 7));
    const periods = accountingPeriods(calendarDate(`${first}-01`), today);
    return (await viewsOf(table, periods)).toReversed();
  };
}

/** A period with what is looked at before it is closed; undefined when the text names none. */
export function createReadPeriod(deps: PeriodChecksDeps) {
  const look = createPeriodChecks(deps);
  return async (periodId: string): Promise<(CheckedPeriod & { readonly period: PeriodView }) | undefined> => {
    const named = parseAccountingPeriod(periodId);
    const [period] = named ? await viewsOf(deps.table, [named]) : [];
    return named && period && { period, ...(await look(named)) };
  };
}

async function viewsOf(table: Table, periods: readonly AccountingPeriod[]): Promise<readonly PeriodView[]> {
  const closedThrough = await readClosedThrough(table);
  const items = await readMany(
    table,
    periods.map(({ id }) => periodKey(id)),
  );
  return periods.map((period, at) => {
    const head = items[at] && periodHeadSchema.parse(items[at]);
    const { id, ...span } = period;
    return {
      ...(head ? factsOf(head) : {}),
      ...span,
      periodId: id,
      state: stateOf(period, head, closedThrough),
    };
  });
}
