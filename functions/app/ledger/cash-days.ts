import type { Transfer } from '../../domain/ledger/transfer.ts';
import { addFen, type Fen, zeroFen } from '../../domain/money/fen.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { itemPages } from '../store/pages.ts';
import type { Action, Key, Table } from '../store/ports.ts';
import { cashDayItemSchema } from '../../contracts/store/ledger.ts';
import type { CashOfDay } from '../../domain/reconciliation/cash-proof.ts';

function cashDayKey(bankAccount: string, day: CalendarDate): Key {
  return { pk: cashDaysPk(bankAccount), sk: day };
}

/** What the ledger booked on a bank account, a day an item, by the bank's dates: compared with its statements. */
function cashDaysPk(bankAccount: string): string {
  return `CASH-DAYS#${bankAccount}`;
}

/** Adds transfers of cash to their bank accounts' days: the day on which it happened, whatever the posting's date. */
export function cashDayActions(transfers: readonly Transfer[]): readonly Action[] {
  const days = new Map<string, { readonly key: Key; receiptsFen: Fen; paymentsFen: Fen }>();
  for (const { bankAccount, debit, amountFen, date, occurredOn = date } of transfers) {
    if (bankAccount === undefined) continue;
    const key = cashDayKey(bankAccount, occurredOn);
    const name = JSON.stringify(key);
    const day = days.get(name) ?? { key, receiptsFen: zeroFen, paymentsFen: zeroFen };
    days.set(name, day);
    if (debit === 'A1') day.receiptsFen = addFen(day.receiptsFen, amountFen);
    else day.paymentsFen = addFen(day.paymentsFen, amountFen);
  }
  return [...days.values()].map(({ key, receiptsFen, paymentsFen }) => ({
    update: key,
    add: { receiptsFen, paymentsFen },
  }));
}

/** What was booked on a bank account, the oldest day first. */
export async function readCashDays(table: Table, bankAccount: string): Promise<readonly CashOfDay[]> {
  const days: CashOfDay[] = [];
  for await (const items of itemPages(table, { pk: cashDaysPk(bankAccount) })) {
    for (const item of items) {
      const { sk: day, receiptsFen, paymentsFen } = cashDayItemSchema.parse(item);
      days.push({ day, receiptsFen, paymentsFen });
    }
  }
  return days;
}
