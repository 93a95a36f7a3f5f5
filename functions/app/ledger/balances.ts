import { balanceItemSchema } from '../../contracts/store/ledger.ts';
import { accountFacts } from '../../domain/ledger/accounts.ts';
import type { BalanceLine } from '../../domain/ledger/trial-balance.ts';
import { addFen, type Fen, fen, subtractFen, zeroFen } from '../../domain/money/fen.ts';
import { itemPages } from '../store/pages.ts';
import type { Item, Table } from '../store/ports.ts';
import { balancePk, readMonth } from './posting-actions.ts';

/** A running balance, and what was booked of it in each month. */
export interface MonthlyBalance extends BalanceLine {
  readonly months: ReadonlyMap<string, { readonly debitFen: Fen; readonly creditFen: Fen }>;
}

/** Reads running balances, a page at a time. @param skPrefix "2008#rural-reward#" narrows to a year or programme */
export async function readMonthlyBalances(
  table: Table,
  skPrefix: string,
): Promise<readonly MonthlyBalance[]> {
  const lines: MonthlyBalance[] = [];
  const wanted = { pk: balancePk, ...(skPrefix === '' ? {} : { sk: { beginsWith: skPrefix } }) };
  for await (const items of itemPages(table, wanted)) {
    lines.push(...items.map((item) => ({ ...balanceItemSchema.parse(item), months: monthsOf(item) })));
  }
  return lines;
}

/** Reads running balances. @param skPrefix as `readMonthlyBalances` takes it */
export async function readBalances(table: Table, skPrefix: string): Promise<readonly BalanceLine[]> {
  return (await readMonthlyBalances(table, skPrefix)).map(({ months: _months, ...line }) => line);
}

/** The partition's prefix of a year, or a year's programme. */
export function balancePrefix({
  year,
  programme,
}: {
  readonly year?: number;
  readonly programme?: string;
}): string {
  if (year === undefined) return '';
  return `${String(year)}#${programme === undefined ? '' : `${programme}#`}`;
}

function monthsOf(item: Item): MonthlyBalance['months'] {
  const months = new Map<string, { debitFen: Fen; creditFen: Fen }>();
  for (const [name, value] of Object.entries(item)) {
    const read = readMonth(name);
    if (!read || typeof value !== 'number') continue;
    const month = months.get(read.month) ?? { debitFen: zeroFen, creditFen: zeroFen };
    months.set(read.month, month);
    month[`${read.side}Fen`] = fen(value);
  }
  return months;
}

/** A line as it stood before a month ("2008-05") began. */
export function asBefore(line: MonthlyBalance, month: string): BalanceLine {
  const { months, ...facts } = line;
  let [debitFen, creditFen] = [zeroFen, zeroFen];
  for (const [name, sums] of months) {
    if (name >= month) continue;
    debitFen = addFen(debitFen, sums.debitFen);
    creditFen = addFen(creditFen, sums.creditFen);
  }
  return { ...facts, debitFen, creditFen };
}

/** What a booking adds to its account, on the side on which that grows. */
export function growthFen(line: Pick<BalanceLine, 'account'>, side: 'debit' | 'credit', amountFen: Fen): Fen {
  return accountFacts(line.account).normal === side ? amountFen : subtractFen(zeroFen, amountFen);
}
