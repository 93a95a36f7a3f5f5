import { addFen, type Fen, subtractFen } from '../money/fen.ts';
import type { Outcome } from './chunk-outcomes.ts';

export interface CountAndFen {
  readonly count: number;
  readonly fen: Fen;
}

/** What the bank has said of a run so far; whoever is in none of these is outstanding. */
export type RunTotals = Readonly<Record<Exclude<Outcome, 'outstanding'>, CountAndFen>>;

/**
 * Settled + returned + rejected + disputed + outstanding = sent, in number and in value (invariants.md 8):
 * what is outstanding is what the sum leaves, so it must never come out negative.
 */
export function outstandingOf(sent: CountAndFen, totals: RunTotals): CountAndFen {
  const known = Object.values(totals);
  return {
    count: sent.count - known.reduce((sum, { count }) => sum + count, 0),
    fen: subtractFen(sent.fen, addFen(...known.map(({ fen }) => fen))),
  };
}

/** Whether anything at all has come back from the bank. */
export function hasResult(totals: RunTotals): boolean {
  return Object.values(totals).some(({ count }) => count > 0);
}

/** Every payment accounted for: none outstanding, none disputed. */
export function isMatched(sent: CountAndFen, totals: RunTotals): boolean {
  const outstanding = outstandingOf(sent, totals);
  return outstanding.count === 0 && outstanding.fen === 0 && totals.disputed.count === 0;
}

/** The three ways of a reconciliation: what was awarded, what was instructed, what the statements say. */
export interface ThreeWay {
  readonly award: CountAndFen;
  /** What of the awards is kept back for receivables, and never instructed. */
  readonly keptBack: CountAndFen;
  readonly instruction: CountAndFen;
  readonly statement: RunTotals & { readonly outstanding: CountAndFen };
  /** Awarded − kept back = instructed = settled + returned + rejected, nothing open. */
  readonly agrees: boolean;
}

export function threeWay(
  award: CountAndFen,
  keptBack: CountAndFen,
  instruction: CountAndFen,
  totals: RunTotals,
): ThreeWay {
  return {
    award,
    keptBack,
    instruction,
    statement: { ...totals, outstanding: outstandingOf(instruction, totals) },
    agrees:
      award.count === instruction.count &&
      subtractFen(award.fen, keptBack.fen) === instruction.fen &&
      isMatched(instruction, totals),
  };
}
