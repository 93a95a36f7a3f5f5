import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/audit/canonical-json.ts';
import type { Account } from '../../domain/ledger/accounts.ts';
import type { AccountingPeriod } from '../../domain/ledger/accounting-period.ts';
import { type PeriodBlocker, periodBlockers } from '../../domain/ledger/period-blockers.ts';
import { type BalanceLine, heldFen, trialBalance } from '../../domain/ledger/trial-balance.ts';
import type { Fen } from '../../domain/money/fen.ts';
import { isFinal } from '../../domain/lifecycle/lifecycle.ts';
import { isOpen, runLifecycle } from '../../domain/payments/run-lifecycle.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { type CalendarDate, dateInShanghai, plusDays } from '../../domain/time/calendar-date.ts';
import { commitmentQueue } from '../awards/award-head.ts';
import { fundsQueue } from '../claims/claim-head.ts';
import { appropriationIdOf } from '../ledger/appropriation-id.ts';
import { asBefore, type MonthlyBalance, readMonthlyBalances } from '../ledger/balances.ts';
import { readClosedThrough } from '../ledger/closed-books.ts';
import { programmeRuns } from '../payments/programme-runs.ts';
import type { RunHead } from '../payments/run-head.ts';
import type { Clock } from '../ports/clock.ts';
import { type AccountCash, createProveCash } from '../reconciliation/prove-cash.ts';
import { createReconcilePeriod, type PeriodReport } from '../reconciliation/reconcile-period.ts';
import { unresolvedExceptions } from '../reconciliation/unresolved-exceptions.ts';
import type { Table } from '../store/ports.ts';
import { asJson } from '../subjects/as-json.ts';

export interface PeriodChecksDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly policies: Pick<PolicyBook, 'programmes'>;
}

/** What a programme's account held of a share at the period's end, on the side on which it grows. */
export type HeldLine = {
  readonly account: Account;
  readonly programme: string;
  readonly year: number;
  readonly share: string;
  readonly heldFen: Fen;
};

/** A day of a bank account that the ledger does not prove, and the open breaks that may say why. */
export interface CashDifference {
  readonly bankAccount: string;
  readonly day: CalendarDate;
  readonly differenceFen: Fen;
  readonly openExceptions: readonly string[];
}

/** What stands between a programme's awards and the bank's statements. */
export type UnreconciledPeriod = Pick<PeriodReport, 'programme' | 'period' | 'differences'>;

/** What is looked at before a period is closed. Only blockers stand in its way; what is open has to be explained. */
export interface PeriodChecks {
  readonly blockers: readonly PeriodBlocker[];
  /** Sums of both books at the period's end. */
  readonly debitsFen: Fen;
  readonly creditsFen: Fen;
  /** Money that nobody has assigned: A3 and L4 at the period's end. */
  readonly suspense: readonly HeldLine[];
  /** Ids of breaks of the period, or of before, that are not settled. */
  readonly openExceptions: readonly string[];
  /** Days of bank accounts whose statements are not what the ledger booked. */
  readonly cash: readonly CashDifference[];
  /** Programmes' periods with a run of this period, or one still under way, whose three ways do not agree. */
  readonly unreconciled: readonly UnreconciledPeriod[];
  /** A year: what was committed and not put on a run, and lapses. */
  readonly lapsing: readonly HeldLine[];
}

/** The checks, and the hash by which an approval names them. */
export interface CheckedPeriod {
  readonly checks: PeriodChecks;
  readonly checksHash: string;
}

/** Whether something is left open in the period, or lapses with it, that somebody has to explain. */
export function needsExplanation(checks: PeriodChecks): boolean {
  const { suspense, openExceptions, cash, unreconciled, lapsing } = checks;
  return [suspense, openExceptions, cash, unreconciled, lapsing].some(({ length }) => length > 0);
}

export function createPeriodChecks(deps: PeriodChecksDeps) {
  return async (period: AccountingPeriod): Promise<CheckedPeriod> => {
    const checks = await lookAt(deps, period);
    const checksHash = createHash('sha256')
      .update(canonicalJson(asJson({ periodId: period.id, ...checks })))
      .digest('hex');
    return { checks, checksHash };
  };
}

async function lookAt(
  deps: PeriodChecksDeps,
  { kind, id, firstDay, lastDay }: AccountingPeriod,
): Promise<PeriodChecks> {
  const { table, clock } = deps;
  const balances = await readMonthlyBalances(table, '');
  const closedThrough = await readClosedThrough(table);
  // Periods end with a month, and a balance at a month's end is a sum of months.
  const nextMonth = plusDays(lastDay, 1).slice(0, 7);
  const lines = balances.map((line) => asBefore(line, nextMonth));
  const { balanced, debitsFen, creditsFen } = trialBalance(lines);
  const runs = await runsUntil(deps, lastDay);
  const year = kind === 'year' ? Number(id) : undefined;
  const found: Readonly<Record<PeriodBlocker, boolean>> = {
    'period-not-over': clock.today() <= lastDay,
    'earlier-period-open': isPostedBetween(balances, closedThrough, firstDay),
    'books-unbalanced': !balanced,
    'runs-not-sent': runs.some(({ terms, state }) => terms.year === year && isOpen(state)),
    'claims-waiting': year !== undefined && (await doClaimsWait(deps, year)),
  };
  return {
    blockers: periodBlockers.filter((blocker) => found[blocker]),
    debitsFen,
    creditsFen,
    suspense: heldBy(lines, ({ account }) => account === 'A3' || account === 'L4'),
    openExceptions: (await unresolvedExceptions(table, lastDay)).map(({ exceptionId }) => exceptionId),
    cash: cashDifferences(await createProveCash(deps)({ from: firstDay, to: lastDay })),
    unreconciled: await unreconciledOf(table, runs, firstDay),
    lapsing: heldBy(lines, (line) => line.account === 'B3' && line.year === year),
  };
}

/** Whether anything was posted after what is closed and before the period begins. */
function isPostedBetween(
  balances: readonly MonthlyBalance[],
  closedThrough: CalendarDate | undefined,
  firstDay: CalendarDate,
): boolean {
  const firstOpen = closedThrough === undefined ? '' : plusDays(closedThrough, 1).slice(0, 7);
  const own = firstDay.slice(0, 7);
  return balances.some(({ months }) => [...months.keys()].some((month) => month >= firstOpen && month < own));
}

function heldBy(
  lines: readonly BalanceLine[],
  isWanted: (line: BalanceLine) => boolean,
): readonly HeldLine[] {
  return lines.filter(isWanted).flatMap((line) => {
    const { account, programme, year, share } = line;
    const held = heldFen(line);
    return held === 0 ? [] : [{ account, programme, year, share, heldFen: held }];
  });
}

function cashDifferences(accounts: readonly AccountCash[]): readonly CashDifference[] {
  return accounts.flatMap(({ bankAccount, days }) =>
    days
      .filter(({ differenceFen }) => differenceFen !== 0)
      .map(({ day, differenceFen, openExceptions }) => ({ bankAccount, day, differenceFen, openExceptions })),
  );
}

/** The runs of every programme that were begun until a day. */
async function runsUntil(
  { table, policies }: PeriodChecksDeps,
  lastDay: CalendarDate,
): Promise<readonly RunHead[]> {
  const heads: RunHead[] = [];
  for (const programme of policies.programmes) heads.push(...(await programmeRuns(table, programme)));
  return heads.filter((head) => preparedOn(head) <= lastDay);
}

function preparedOn({ preparedAt }: RunHead): CalendarDate {
  return dateInShanghai(Date.parse(preparedAt));
}

async function unreconciledOf(
  table: Table,
  runs: readonly RunHead[],
  firstDay: CalendarDate,
): Promise<readonly UnreconciledPeriod[]> {
  const reconcile = createReconcilePeriod({ table });
  const concerned = runs.filter((head) => preparedOn(head) >= firstDay || !isFinal(runLifecycle, head.state));
  const periods = new Map(
    concerned.map(({ programme, period }) => [`${programme} ${period}`, { programme, period }]),
  );
  const unreconciled: UnreconciledPeriod[] = [];
  for (const { programme, period } of periods.values()) {
    const report = await reconcile(programme, period);
    if (report?.agrees === false) unreconciled.push({ programme, period, differences: report.differences });
  }
  return unreconciled;
}

/** New claims, and recurring awards of earlier years. */
async function doClaimsWait({ table, policies }: PeriodChecksDeps, year: number): Promise<boolean> {
  for (const programme of policies.programmes) {
    const appropriationId = appropriationIdOf(programme, year);
    const queues = await Promise.all([
      table.queryIndex('gsi2', { pk: fundsQueue(appropriationId), limit: 1 }),
      table.queryIndex('gsi3', { pk: commitmentQueue(appropriationId), limit: 1 }),
    ]);
    if (queues.some(({ items }) => items.length > 0)) return true;
  }
  return false;
}
