import { addFen, type Fen, subtractFen, zeroFen } from '../money/fen.ts';
import { type CalendarDate, plusDays } from '../time/calendar-date.ts';

/** A statement, by the days of its balances. */
export interface StatementOfDay {
  readonly day: CalendarDate;
  /** The day that it opens with, where the bank says another than the day it closes. */
  readonly openingDay?: CalendarDate;
  readonly openingFen: Fen;
  readonly closingFen: Fen;
}

/** What the ledger has booked on a bank account on a day, by the bank's date. */
export interface CashOfDay {
  readonly day: CalendarDate;
  readonly receiptsFen: Fen;
  readonly paymentsFen: Fen;
}

/** Opening + receipts − payments = closing, of the days that a statement is of. */
export interface ProvenDay {
  readonly day: CalendarDate;
  /** The first day that it is of. */
  readonly from: CalendarDate;
  readonly openingFen: Fen;
  /** By the ledger. */
  readonly receiptsFen: Fen;
  readonly paymentsFen: Fen;
  readonly closingFen: Fen;
  /** What the bank closes with beyond opening + receipts − payments; 0 proves the day. */
  readonly differenceFen: Fen;
}

export interface AccountProof {
  /** A day with several statements opens with the first and closes with the last. */
  readonly days: readonly ProvenDay[];
  /** What the ledger holds at the last statement's end; now, where there is no statement. */
  readonly ledgerFen: Fen;
  /** What the last statement closes with; absent where there is none. */
  readonly bankFen?: Fen;
  /** Booked after the last statement's day. */
  readonly sinceReceiptsFen: Fen;
  readonly sincePaymentsFen: Fen;
}

/**
 * Compares an account's statements with the ledger, day by day.
 * @param statements in the bank's order
 * @param cash in the order of the days
 */
export function proveCash(statements: readonly StatementOfDay[], cash: readonly CashOfDay[]): AccountProof {
  const days: ProvenDay[] = [];
  for (const [day, ofDay] of Map.groupBy(statements, (statement) => statement.day)) {
    const [first, last] = [ofDay[0], ofDay.at(-1)];
    if (!first || !last) continue;
    const { openingFen, openingDay = day } = first;
    const { closingFen } = last;
    const before = days.at(-1)?.day;
    const from = before === undefined ? openingDay : plusDays(before, 1);
    const { receiptsFen, paymentsFen } = between(cash, from, day);
    const expectedFen = subtractFen(addFen(openingFen, receiptsFen), paymentsFen);
    const differenceFen = subtractFen(closingFen, expectedFen);
    days.push({ day, from, openingFen, receiptsFen, paymentsFen, closingFen, differenceFen });
  }
  const last = days.at(-1);
  const held = between(cash, undefined, last?.day);
  const since = last ? between(cash, plusDays(last.day, 1), undefined) : between([], undefined, undefined);
  return {
    days,
    ledgerFen: subtractFen(held.receiptsFen, held.paymentsFen),
    ...(last ? { bankFen: last.closingFen } : {}),
    sinceReceiptsFen: since.receiptsFen,
    sincePaymentsFen: since.paymentsFen,
  };
}

function between(
  cash: readonly CashOfDay[],
  from: CalendarDate | undefined,
  to: CalendarDate | undefined,
): Pick<CashOfDay, 'receiptsFen' | 'paymentsFen'> {
  const within = cash.filter(
    ({ day }) => (from === undefined || day >= from) && (to === undefined || day <= to),
  );
  return {
    receiptsFen: addFen(zeroFen, ...within.map(({ receiptsFen }) => receiptsFen)),
    paymentsFen: addFen(zeroFen, ...within.map(({ paymentsFen }) => paymentsFen)),
  };
}
