import { type Fen, subtractFen } from '../money/fen.ts';

/** What a bank says of an account before and after a statement's entries, and which statement it is. */
export interface StatementBalances {
  /** As the bank counts the account's statements, if it does; a page has its statement's. */
  readonly sequence?: number;
  readonly openingFen: Fen;
  readonly closingFen: Fen;
}

export type StatementBreak =
  /** So many are missing between the two. */
  | { readonly kind: 'sequence-gap'; readonly missing: number }
  /** What the later one opens with beyond what the earlier one closed with; negative where it is less. */
  | { readonly kind: 'opening-differs'; readonly differenceFen: Fen };

/**
 * How a statement follows on the one before it on its account. Across a gap nothing is said of the balances: they will
 * be compared with those of what is missing. A bank that begins to count anew, with a year, leaves no gap.
 * @returns undefined when it follows
 */
export function breakBetween(
  before: StatementBalances,
  after: StatementBalances,
): StatementBreak | undefined {
  const { sequence = 0 } = after;
  const missing = sequence - (before.sequence ?? sequence) - 1;
  if (missing > 0) return { kind: 'sequence-gap', missing };
  const differenceFen = subtractFen(after.openingFen, before.closingFen);
  return differenceFen === 0 ? undefined : { kind: 'opening-differs', differenceFen };
}
