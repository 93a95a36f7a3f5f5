import type { Account } from './accounts.ts';

/** Debit, then credit. */
export type Sides = readonly [debit: Account, credit: Account];

interface Posting {
  readonly budget?: Sides;
  readonly financial?: Sides;
  /** Gives a year new money, or takes up new obligations in it: refused once the year is closed. */
  readonly opensYear?: true;
}

/**
 * What each event books, in either book (finance.md's table). "Same year" is the appropriation's year: in a later
 * one its budget is closed, and what comes back is due to the treasury. Reversals name their own event, so that a
 * reader of the ledger sees what happened. A timeout books nothing: nothing is known to have happened.
 *
 * An offset is a payment in full and a repayment on the same day of which no money leaves the account: `offset-paid`
 * by the payment's shares and year, `recovered-…` by those of the receivable. Their sum is finance.md's line (B4/B2 or
 * B4/B5, L1/A2), and each share and year balances by itself.
 */
export const postings = {
  appropriation: { budget: ['B1', 'B2'], opensYear: true },
  'appropriation-reduced': { budget: ['B2', 'B1'] },
  'funding-received': { financial: ['A1', 'R1'], opensYear: true },
  'funding-reversed': { financial: ['R1', 'A1'] },
  award: { budget: ['B2', 'B3'], opensYear: true },
  'award-reduced': { budget: ['B3', 'B2'] },
  'roll-prepared': { budget: ['B3', 'B4'], financial: ['E1', 'L1'] },
  'roll-voided': { budget: ['B4', 'B3'], financial: ['L1', 'E1'] },
  sent: { financial: ['L1', 'L2'] },
  settled: { budget: ['B4', 'B5'], financial: ['L2', 'A1'] },
  rejected: { financial: ['L2', 'L3'] },
  returned: { budget: ['B5', 'B4'], financial: ['A1', 'L3'] },
  'reissue-sent': { financial: ['L3', 'L2'] },
  'planned-cancelled-same-year': { budget: ['B4', 'B2'], financial: ['L1', 'E1'] },
  'returned-cancelled-same-year': { budget: ['B4', 'B2'], financial: ['L3', 'E1'] },
  'returned-cancelled-earlier-year': { budget: ['B4', 'B2'], financial: ['L3', 'L5'] },
  'overpayment-found-same-year': { financial: ['A2', 'E1'] },
  'overpayment-found-earlier-year': { financial: ['A2', 'L5'] },
  'recovered-same-year': { budget: ['B5', 'B2'], financial: ['A1', 'A2'] },
  'recovered-earlier-year': { financial: ['A1', 'A2'] },
  'recovered-bank-error': { financial: ['A1', 'A2'] },
  'offset-paid': { budget: ['B4', 'B5'], financial: ['L1', 'A1'] },
  'overpayment-cancelled-same-year': { financial: ['E1', 'A2'] },
  'overpayment-cancelled-earlier-year': { financial: ['L5', 'A2'] },
  'written-off-same-year': { financial: ['E2', 'A2'] },
  'written-off-earlier-year': { financial: ['L5', 'A2'] },
  'written-off-bank-error': { financial: ['E2', 'A2'] },
  'remitted-to-treasury': { financial: ['L5', 'A1'] },
  'remittance-reversed': { financial: ['A1', 'L5'] },
  'bank-overpaid': { financial: ['A3', 'A1'] },
  'bank-refunded': { financial: ['A1', 'A3'] },
  'unidentified-credit': { financial: ['A1', 'L4'] },
  'identified-as-return': { budget: ['B5', 'B4'], financial: ['L4', 'L3'] },
  'identified-as-refund': { financial: ['L4', 'A3'] },
  'identified-as-recovery-same-year': { budget: ['B5', 'B2'], financial: ['L4', 'A2'] },
  'identified-as-recovery-earlier-year': { financial: ['L4', 'A2'] },
  'identified-as-recovery-bank-error': { financial: ['L4', 'A2'] },
  'identified-as-funding': { financial: ['L4', 'R1'] },
  'identified-for-treasury': { financial: ['L4', 'L5'] },
  'identified-as-fee': { budget: ['B2', 'B5'], financial: ['E3', 'A3'] },
  'identified-as-remittance': { financial: ['L5', 'A3'] },
  'credit-rebooked': { financial: ['L4', 'A1'] },
  'debit-rebooked': { financial: ['A1', 'A3'] },
  'dispute-accepted': { budget: ['B4', 'B5'], financial: ['L2', 'A3'] },
  'paid-short': { budget: ['B4', 'B3'], financial: ['L2', 'E1'] },
  'rejected-and-paid': { budget: ['B4', 'B5'], financial: ['L3', 'A3'] },
  'returned-short': { budget: ['B2', 'B4'], financial: ['E3', 'L3'] },
  'returned-for-correction': { budget: ['B4', 'B3'], financial: ['L3', 'E1'] },
  'overpaid-to-recover': { financial: ['A2', 'A3'] },
  'overpaid-written-off': { financial: ['E2', 'A3'] },
  'goods-ordered': { budget: ['B2', 'B3'], opensYear: true },
  'goods-received': { budget: ['B3', 'B4'], financial: ['A4', 'L1'] },
  'goods-paid': { budget: ['B4', 'B5'], financial: ['L1', 'A1'] },
  'goods-handed-out': { financial: ['E1', 'A4'] },
  fee: { budget: ['B2', 'B5'], financial: ['E3', 'A1'], opensYear: true },
  'fee-reversed': { budget: ['B5', 'B2'], financial: ['A1', 'E3'] },
  'year-lapse-commitments': { budget: ['B3', 'B2'] },
  'year-close-authority': { budget: ['B2', 'B1'] },
  'year-close-financing': { financial: ['R1', 'F'] },
  'year-close-benefits': { financial: ['F', 'E1'] },
  'year-close-losses': { financial: ['F', 'E2'] },
  'year-close-fees': { financial: ['F', 'E3'] },
} as const satisfies Record<string, Posting>;

export type LedgerEvent = keyof typeof postings;

export function isLedgerEvent(name: string): name is LedgerEvent {
  return Object.hasOwn(postings, name);
}

/** The books an event touches, with its sides. */
export function sidesOf(event: LedgerEvent): readonly (readonly ['budget' | 'financial', Sides])[] {
  const posting: Posting = postings[event];
  return [
    ...(posting.budget ? [['budget', posting.budget] as const] : []),
    ...(posting.financial ? [['financial', posting.financial] as const] : []),
  ];
}

export function opensYear(event: LedgerEvent): boolean {
  const posting: Posting = postings[event];
  return posting.opensYear === true;
}

/** Whether an event gives back money that others may be waiting for. */
export function makesAvailable(event: LedgerEvent): boolean {
  const posting: Posting = postings[event];
  return posting.budget?.[1] === 'B2';
}
