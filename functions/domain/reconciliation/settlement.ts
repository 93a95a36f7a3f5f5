import type { ExceptionReason } from './exception-reason.ts';

/** A programme's money of a year and a source of funding. */
export type Fund = {
  readonly programme: string;
  readonly year: number;
  readonly share: string;
};

/** How an exception is settled: what a person proposes, and what its approval books. */
export type Settlement =
  /** The credit is this payment, come back: it is owed again. After its run is closed it is paid as a correction. */
  | { readonly kind: 'return'; readonly paymentId: string }
  /** The credit is this payment of a closed run, come back, and is not owed any more. */
  | { readonly kind: 'not-due'; readonly paymentId: string }
  /** Credit and debit cancel out: the bank gave back what it had booked wrongly. Names the other exception. */
  | { readonly kind: 'refund'; readonly exceptionId: string }
  /** The credit repays a receivable. */
  | { readonly kind: 'recovery'; readonly receivableId: string }
  /** The credit is money for a programme. */
  | { readonly kind: 'funding'; readonly fund: Fund }
  /** The credit belongs to nobody we know: it is due to the treasury. */
  | { readonly kind: 'treasury' }
  /** The debit is what the bank charges. */
  | { readonly kind: 'fee'; readonly fund: Fund }
  /** The debit is what was owed to the treasury. */
  | { readonly kind: 'remittance'; readonly fund: Fund }
  /** What the bank paid stands as the payment; what is too much is recovered or lost, what is missing is still owed. */
  | { readonly kind: 'accepted'; readonly surplus?: 'receivable' | 'loss' }
  /** The payee has what the bank paid beyond the payment, and owes it. */
  | { readonly kind: 'receivable' }
  /** The money is gone. */
  | { readonly kind: 'loss' }
  /** The movement is booked already, by other lines or when it was made. */
  | { readonly kind: 'booked-elsewhere' }
  /** The bank has confirmed that it never had the payment and will not make it: it is owed again. */
  | { readonly kind: 'not-made' }
  /** No money stands in suspense for it. */
  | { readonly kind: 'nothing-to-book' };

export const settlementKinds = [
  'return',
  'not-due',
  'refund',
  'recovery',
  'funding',
  'treasury',
  'fee',
  'remittance',
  'accepted',
  'receivable',
  'loss',
  'booked-elsewhere',
  'not-made',
  'nothing-to-book',
] as const satisfies readonly Settlement['kind'][];

export type SettlementKind = (typeof settlementKinds)[number];

/** What stands in suspense for an exception: money that came (L4), money that went (A3), or nothing. */
export type Suspense = 'credit' | 'debit' | 'none';

const ofCredit = [
  'return',
  'not-due',
  'refund',
  'recovery',
  'funding',
  'treasury',
  'booked-elsewhere',
] as const satisfies readonly SettlementKind[];

const ofDebit = [
  'refund',
  'receivable',
  'loss',
  'fee',
  'remittance',
  'booked-elsewhere',
] as const satisfies readonly SettlementKind[];

/**
 * The ways in which an exception may be settled. A payment of another amount can only be accepted, until the bank puts
 * it right: it is neither settled nor owed before.
 * @param disputed the line is what its payment is disputed for
 */
export function settlementsOf(
  reason: ExceptionReason,
  suspense: Suspense,
  disputed: boolean,
): readonly SettlementKind[] {
  if (suspense === 'none') {
    return reason === 'never-received' ? ['not-made', 'nothing-to-book'] : ['nothing-to-book'];
  }
  if (suspense === 'credit') return ofCredit;
  if (disputed) return ['accepted'];
  return reason === 'paid-after-rejection' ? ['accepted', ...ofDebit] : ofDebit;
}
