import type { LedgerEvent } from '../ledger/postings.ts';
import type { CalendarDate } from '../time/calendar-date.ts';

/**
 * How a receivable came to be booked, which decides what its recovery books: found in the appropriation's own year, in
 * a later one (what comes back is then due to the treasury), or a bank's mistake that the payee keeps until it is
 * recovered, which never was an expense.
 */
export const receivableBases = ['same-year', 'earlier-year', 'bank-error'] as const;

export type ReceivableBasis = (typeof receivableBases)[number];

/** Whether the appropriation's year still runs: in a later one its budget is closed. */
export function basisOn(year: number, date: CalendarDate): 'same-year' | 'earlier-year' {
  return Number(date.slice(0, 4)) <= year ? 'same-year' : 'earlier-year';
}

/** What the receivable's own basis comes to on a date: nothing goes back into a budget that is closed. */
function basisNow(basis: ReceivableBasis, year: number, date: CalendarDate): ReceivableBasis {
  return basis === 'same-year' ? basisOn(year, date) : basis;
}

export function recoveredEvent(basis: ReceivableBasis, year: number, date: CalendarDate): LedgerEvent {
  return `recovered-${basisNow(basis, year, date)}`;
}

/** The same for money that stood unidentified until somebody saw that it repays a receivable. */
export function identifiedEvent(basis: ReceivableBasis, year: number, date: CalendarDate): LedgerEvent {
  return `identified-as-recovery-${basisNow(basis, year, date)}`;
}

/** The debt stands and is given up. */
export function writtenOffEvent(basis: ReceivableBasis): LedgerEvent {
  return `written-off-${basis}`;
}

/** There never was a debt: what was booked when it was found is booked back. A bank's mistake stays a loss. */
export function cancelledEvent(basis: ReceivableBasis): LedgerEvent {
  return basis === 'bank-error' ? 'written-off-bank-error' : `overpayment-cancelled-${basis}`;
}
