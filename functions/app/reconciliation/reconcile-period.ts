import { sumOfParts } from '../../domain/ledger/shares.ts';
import { addFen, type Fen, zeroFen } from '../../domain/money/fen.ts';
import type { LeftOutReason } from '../../domain/payments/left-out.ts';
import { isOpen, type RunState } from '../../domain/payments/run-lifecycle.ts';
import {
  type PeriodReconciliation,
  reconcilePeriod,
  type RunOfPeriod,
} from '../../domain/reconciliation/period-reconciliation.ts';
import type { CountAndFen } from '../../domain/reconciliation/run-totals.ts';
import { createAccountStatement } from '../ledger/account-statement.ts';
import { readSeals } from '../payments/chunks.ts';
import { parseInstruction } from '../payments/instructions.ts';
import { chunkNumbers } from '../payments/post-chunks.ts';
import { programmeRuns } from '../payments/programme-runs.ts';
import type { RunHead } from '../payments/run-head.ts';
import { deviationList } from '../payments/run-keys.ts';
import { readTotals } from '../payments/totals.ts';
import { listedItems } from '../store/pages.ts';
import type { Table } from '../store/ports.ts';

export interface PeriodReport extends PeriodReconciliation {
  readonly programme: string;
  readonly period: string;
  /** The runs it is about, the oldest first; each has a reconciliation of its own. */
  readonly runs: readonly { readonly runId: string; readonly status: RunState }[];
}

/** Of the awards that a roll leaves out, those that are due something now and are in no run. */
const leftOutDue = [
  'award-not-payable',
  'unknown',
  'no-account',
  'account-unusable',
  'held',
  'unfunded',
  'lapsed',
] as const satisfies readonly LeftOutReason[];

/**
 * The three ways of a programme's period over all its runs (finance.md): awarded, instructed, on the statements; and
 * the ledger beside them. It costs the runs' chunks and the period's entries, not the payments.
 * @returns undefined when the programme has no run for the period
 */
export function createReconcilePeriod({ table }: { readonly table: Table }) {
  return async (programme: string, period: string): Promise<PeriodReport | undefined> => {
    const all = await programmeRuns(table, programme, { beginsWith: `${period}#` });
    const heads = all.filter(({ state }) => state !== 'building' && state !== 'cancelled');
    const latest = heads.at(-1);
    if (!latest) return undefined;
    const runs: RunOfPeriod[] = [];
    for (const head of heads) runs.push(await figuresOf(table, head));
    const leftOut = leftOutDue.reduce((sum, reason) => sum + (latest.leftOut[reason] ?? 0), 0);
    return {
      programme,
      period,
      runs: heads.map(({ runId, state }) => ({ runId, status: state })),
      ...reconcilePeriod(runs, leftOut, await owedFen(table, latest)),
    };
  };
}

async function figuresOf(table: Table, head: RunHead): Promise<RunOfPeriod> {
  const seals = await readSeals(table, head, chunkNumbers(head.chunks ?? 0));
  const again = seals.reduce((sum, { reissues }) => sum + reissues.length, 0);
  // Of a payment that goes out again it was kept back before, and has no parts here.
  const kept = seals.flatMap(({ keptBack = [] }) =>
    keptBack.filter(({ parts }) => parts.length > 0).map(({ amountFen }) => amountFen),
  );
  const count = seals.reduce((sum, { count: payments }) => sum + payments, 0);
  return {
    fresh: {
      count: count - again,
      fen: addFen(zeroFen, ...seals.map(({ freshParts }) => sumOfParts(freshParts))),
    },
    keptBack: { count: kept.length, fen: addFen(zeroFen, ...kept) },
    reissues: {
      count: again,
      fen: addFen(zeroFen, ...seals.map(({ reissueParts }) => sumOfParts(reissueParts))),
    },
    instruction: {
      count: head.files.reduce((sum, file) => sum + file.count, 0),
      fen: addFen(zeroFen, ...head.files.map(({ totalFen }) => totalFen)),
    },
    totals: await readTotals(table, head),
    cancelled: await cancelledOf(table, head.runId),
    isSent: !isOpen(head.state),
  };
}

/** A run's deviations are listed by their state; one that was cancelled had come back. */
async function cancelledOf(table: Table, runId: string): Promise<CountAndFen> {
  let [count, sum] = [0, zeroFen];
  const cancelled = { pk: deviationList(runId), sk: { beginsWith: 'cancelled#' } };
  for await (const item of listedItems(table, 'gsi2', cancelled)) {
    count += 1;
    sum = addFen(sum, parseInstruction(item).amountFen);
  }
  return { count, fen: sum };
}

/** What the ledger owes for a period: payable, in transit and returned. */
async function owedFen(table: Table, { programme, period, terms: { year } }: RunHead): Promise<Fen> {
  const statement = createAccountStatement({ table });
  let owed = zeroFen;
  for (const account of ['L1', 'L2', 'L3'] as const) {
    const { closingFen } = await statement({ account, programme, year, period, limit: 1 });
    owed = addFen(owed, closingFen);
  }
  return owed;
}
