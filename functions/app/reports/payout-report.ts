import { addFen, type Fen, subtractFen, zeroFen } from '../../domain/money/fen.ts';
import { balancePrefix, readMonthlyBalances } from '../ledger/balances.ts';
import type { Table } from '../store/ports.ts';

/** What a programme paid out in a month, over all shares. */
export interface PayoutOfMonth {
  readonly programme: string;
  /** Of the dates of posting, such as "2008-05". */
  readonly month: string;
  /** Spent of the budget: payments that the bank made, and its fees. */
  readonly paidFen: Fen;
  /** Returned by the bank or recovered, whenever it was paid. */
  readonly cameBackFen: Fen;
  readonly netFen: Fen;
}

/**
 * Payouts of a year's appropriations by programme and month, from the months that the ledger keeps with each balance:
 * a few hundred items, whatever the number of payments, and the sum of all months is what the accounts hold.
 * @param year the appropriation's; the months may be of the next one
 */
export async function payoutReport(table: Table, year: number): Promise<readonly PayoutOfMonth[]> {
  const rows = new Map<string, PayoutOfMonth>();
  for (const { account, programme, months } of await readMonthlyBalances(table, balancePrefix({ year }))) {
    if (account !== 'B5') continue;
    for (const [month, { debitFen, creditFen }] of months) {
      const key = `${month} ${programme}`;
      const before = rows.get(key);
      const paidFen = addFen(before?.paidFen ?? zeroFen, creditFen);
      const cameBackFen = addFen(before?.cameBackFen ?? zeroFen, debitFen);
      rows.set(key, { programme, month, paidFen, cameBackFen, netFen: subtractFen(paidFen, cameBackFen) });
    }
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
