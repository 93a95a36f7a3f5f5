import { addFen, type Fen, subtractFen, zeroFen } from '../money/fen.ts';
import { type CountAndFen, outstandingOf, type RunTotals } from './run-totals.ts';

/** What one run says of its programme's period. */
export interface RunOfPeriod {
  /** Payments that it is the first to hold. */
  readonly fresh: CountAndFen;
  /** What of them it keeps back for receivables, and never instructs; booked once the bank has its files. */
  readonly keptBack: CountAndFen;
  /** Payments that came back from an earlier run and go out again. */
  readonly reissues: CountAndFen;
  /** What its files say. */
  readonly instruction: CountAndFen;
  readonly totals: RunTotals;
  /** Payments of it that came back, and that two people have decided are not owed any more. */
  readonly cancelled: CountAndFen;
  /** Whether the bank has its files. */
  readonly isSent: boolean;
}

/** What may stand between a period's awards and their payments on the bank's statements. */
export const periodDifferences = [
  /** Due by the latest roll, and not on it: no account, held, suspended, or not known. Counted alone. */
  'left-out',
  /** Files are not what the runs hold. */
  'file-differs',
  /** In a run that the bank does not have yet. */
  'not-sent',
  /** Instructed, and on no statement. */
  'outstanding',
  /** On a statement with another amount. */
  'disputed',
  /** Returned or rejected, still owed, and in no run. */
  'came-back',
  /** The ledger owes another sum than these do: payable, in transit and returned against all of the above. */
  'ledger-differs',
] as const;

export type PeriodDifference = (typeof periodDifferences)[number];

export interface PeriodReconciliation {
  /** One a payment, however often it was sent. */
  readonly award: CountAndFen;
  /** What of it is kept back for receivables, and never instructed. */
  readonly keptBack: CountAndFen;
  /** What went out again, which `instruction` counts again. */
  readonly reissues: CountAndFen;
  readonly instruction: CountAndFen;
  readonly statement: RunTotals & { readonly outstanding: CountAndFen };
  /** Every payment is settled, or nobody owes it any more. */
  readonly agrees: boolean;
  readonly differences: readonly ({ readonly kind: PeriodDifference } & CountAndFen)[];
}

const nothing: CountAndFen = { count: 0, fen: zeroFen };

function add(...sums: readonly CountAndFen[]): CountAndFen {
  return sums.reduce((a, b) => ({ count: a.count + b.count, fen: addFen(a.fen, b.fen) }), nothing);
}

function less(from: CountAndFen, ...sums: readonly CountAndFen[]): CountAndFen {
  const { count, fen } = add(...sums);
  return { count: from.count - count, fen: subtractFen(from.fen, fen) };
}

/**
 * Award – instruction – statement over all runs of a programme's period, reissues and corrections among them.
 * What is awarded is kept back, settled, cancelled after it came back, or named here.
 * @param runs every run that was built and not cancelled
 * @param leftOut how many awards the latest roll left out though they are due
 * @param owedFen what the ledger owes for the period: payable, in transit, returned
 */
export function reconcilePeriod(
  runs: readonly RunOfPeriod[],
  leftOut: number,
  owedFen: Fen,
): PeriodReconciliation {
  const sum = (of: (run: RunOfPeriod) => CountAndFen): CountAndFen => add(...runs.map(of));
  const open = (isSent: boolean): CountAndFen =>
    add(
      ...runs
        .filter((run) => run.isSent === isSent)
        .map(({ instruction, totals }) => outstandingOf(instruction, totals)),
    );
  const [award, keptBack, reissues, instruction] = [
    sum(({ fresh }) => fresh),
    sum(({ keptBack: kept }) => kept),
    sum(({ reissues: again }) => again),
    sum(({ instruction: files }) => files),
  ];
  const [settled, returned, rejected, disputed] = [
    sum(({ totals }) => totals.settled),
    sum(({ totals }) => totals.returned),
    sum(({ totals }) => totals.rejected),
    sum(({ totals }) => totals.disputed),
  ];
  const [notSent, outstanding] = [open(false), open(true)];
  const cameBack = less(
    add(returned, rejected),
    reissues,
    sum(({ cancelled }) => cancelled),
  );
  // A payment that goes out again is owed once, in the run that holds it now.
  const unbooked = runs.filter(({ isSent }) => !isSent).map(({ keptBack: kept }) => kept);
  const { fen: owed } = add(notSent, outstanding, disputed, cameBack, ...unbooked);
  const found: Readonly<Record<PeriodDifference, CountAndFen>> = {
    'left-out': { count: leftOut, fen: zeroFen },
    'file-differs': {
      count: instruction.count - award.count - reissues.count,
      fen: subtractFen(addFen(instruction.fen, keptBack.fen), addFen(award.fen, reissues.fen)),
    },
    'not-sent': notSent,
    outstanding,
    disputed,
    'came-back': cameBack,
    'ledger-differs': { count: 0, fen: subtractFen(owedFen, owed) },
  };
  const differences = periodDifferences
    .map((kind) => ({ kind, ...found[kind] }))
    .filter(({ count, fen }) => count !== 0 || fen !== 0);
  return {
    award,
    keptBack,
    reissues,
    instruction,
    statement: { settled, returned, rejected, disputed, outstanding: add(notSent, outstanding) },
    agrees: differences.length === 0,
    differences,
  };
}
