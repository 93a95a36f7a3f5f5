import type { Transfer } from '../../domain/ledger/transfer.ts';
import { transfersOf } from '../../domain/ledger/transfer.ts';
import { type SharePart, shareSplitter } from '../../domain/ledger/shares.ts';
import { fen } from '../../domain/money/fen.ts';
import { paymentIdOf } from '../../domain/payments/payment-id.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { type Period, parsePeriod } from '../../domain/time/period.ts';
import { policyOf } from '../claims/policy-of.ts';
import { createFundsReport } from '../ledger/budget-report.ts';
import { isYearClosed } from '../ledger/closed-books.ts';
import { postingActions, transferKey } from '../ledger/posting-actions.ts';
import { asSeen, parsePayable, type Payable } from '../payments/payables.ts';
import { programmeRuns } from '../payments/programme-runs.ts';
import { stateOfPayment } from '../payments/read-payment.ts';
import { readOpenRun } from '../payments/run-head.ts';
import { payableKey } from '../payments/run-keys.ts';
import type { Clock } from '../ports/clock.ts';
import type { Action, Table } from '../store/ports.ts';
import type { AwardHead } from './award-head.ts';

export interface GiveBackDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly policies: PolicyBook;
}

type Committed = NonNullable<AwardHead['committed']>[number];

/**
 * Gives back what is committed to an award for periods that nothing is paid for any more (finance.md, "ended"), each
 * once; who waits for the year's money gets their turn by it. Left alone is what a run has taken, since it is obligated
 * then, and what lapsed with its year.
 * @param isOver of which periods
 * @returns for the transaction that ends the award; made anew when it is refused, because a run or a closing year came first
 */
export async function giveBackActions(
  deps: GiveBackDeps,
  head: AwardHead,
  isOver: (period: Period) => boolean,
): Promise<readonly Action[]> {
  const { table } = deps;
  const over = (head.committed ?? []).filter((one) => isOver(periodOf(one)));
  const components = new Map(
    (await programmeRuns(table, head.programme, { from: head.period })).map(
      ({ period, terms }) => [period, terms.component] as const,
    ),
  );
  const checks: Action[] = [];
  const transfers: Transfer[] = [];
  for (const one of over) {
    const back = givenBack(deps, head, one);
    const [first] = back;
    if (!first || (await isYearClosed(table, one.year)) || (await table.get(transferKey(first.id)))) continue;
    const component = components.get(one.period);
    const check = component === undefined ? [] : await unpaidCheck(table, head, one, component);
    if (!check) continue;
    checks.push(...check);
    transfers.push(...back);
  }
  return [...checks, ...postingActions(await thatAreThere(table, head.programme, transfers))];
}

function periodOf({ period }: Committed): Period {
  const parsed = parsePeriod(period);
  if (!parsed) throw new Error(`no period ${period}`);
  return parsed;
}

/** By the shares that it was committed by: a programme's, in all versions. */
function givenBack(
  { policies, clock }: GiveBackDeps,
  head: AwardHead,
  { year, period, amountFen }: Committed,
): readonly Transfer[] {
  return transfersOf({
    cause: `award/${head.awardId}/${period}/given-back`,
    event: 'award-reduced',
    programme: head.programme,
    year,
    period,
    claimIds: [head.claimId],
    parts: shareSplitter(policyOf(policies, head).policy.funding).split(fen(amountFen)),
    date: clock.today(),
    at: clock.now(),
  });
}

/** What holds the transaction to the period's payment being nowhere; undefined where it is somewhere. */
async function unpaidCheck(
  table: Table,
  { programme, personIndex }: AwardHead,
  { period }: Committed,
  component: string,
): Promise<readonly Action[] | undefined> {
  const key = payableKey(paymentIdOf({ programme, period, personIndex, component }));
  const item = await table.get(key);
  if (!item) return [{ check: key, if: { exists: false } }];
  const row = parsePayable(item);
  return (await isPlanned(table, row)) ? [{ check: key, if: asSeen(row) }] : undefined;
}

/** Whether a payment is only planned, in no run any more: its money is committed again. */
async function isPlanned(table: Table, row: Payable): Promise<boolean> {
  if (row.reissue > 0 || (await stateOfPayment(table, row, undefined)) !== 'planned') return false;
  const open = await readOpenRun(table, row.programme, row.period);
  return open === undefined || open.runId !== row.runId;
}

/** Without what rolls took beyond what was foreseen: that is not there to be given back. */
async function thatAreThere(
  table: Table,
  programme: string,
  transfers: readonly Transfer[],
): Promise<readonly Transfer[]> {
  const there: Transfer[] = [];
  for (const [year, ofYear] of Map.groupBy(transfers, (transfer) => transfer.year)) {
    const funds = await createFundsReport({ table })(programme, year);
    const left = new Map<SharePart['share'], number>(funds.map((of) => [of.share, of.committedFen]));
    for (const transfer of ofYear) {
      const rest = (left.get(transfer.share) ?? 0) - transfer.amountFen;
      if (rest < 0) continue;
      left.set(transfer.share, rest);
      there.push(transfer);
    }
  }
  return there;
}
