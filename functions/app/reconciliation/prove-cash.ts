import { type AccountProof, proveCash, type ProvenDay } from '../../domain/reconciliation/cash-proof.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { readBalances } from '../ledger/balances.ts';
import { readCashDays } from '../ledger/cash-days.ts';
import type { Clock } from '../ports/clock.ts';
import type { Table } from '../store/ports.ts';
import type { ExceptionHead } from './exceptions.ts';
import { readStatements } from './statements.ts';
import { dayOf, unresolvedExceptions } from './unresolved-exceptions.ts';

export interface CashProofInput {
  /** The first and the last day that is shown; what is before them is counted all the same. */
  readonly from?: CalendarDate;
  /** Today when left out. */
  readonly to?: CalendarDate;
  readonly bankAccount?: string;
}

export interface DayOfAccount extends ProvenDay {
  /** Open breaks of the account and these days: where a difference may come from. */
  readonly openExceptions: readonly string[];
}

/** One bank account's statements against what the ledger booked on it. */
export interface AccountCash extends Omit<AccountProof, 'days'> {
  readonly bankAccount: string;
  readonly days: readonly DayOfAccount[];
}

/** The daily cash proof of every bank account that the ledger knows, in the order of their names. */
export function createProveCash({ table, clock }: { readonly table: Table; readonly clock: Clock }) {
  return async (input: CashProofInput = {}): Promise<readonly AccountCash[]> => {
    const { from, to = clock.today(), bankAccount } = input;
    const open = await unresolvedExceptions(table, to);
    const known = bankAccount === undefined ? await bankAccounts(table) : [bankAccount];
    const accounts: AccountCash[] = [];
    for (const account of known) {
      const statements = (await readStatements(table, account)).filter(({ day }) => day <= to);
      const cash = (await readCashDays(table, account)).filter(({ day }) => day <= to);
      const { days, ...sums } = proveCash(statements, cash);
      accounts.push({
        bankAccount: account,
        ...sums,
        days: days
          .filter(({ day }) => from === undefined || day >= from)
          .map((day) => ({ ...day, openExceptions: ofDay(open, account, day) })),
      });
    }
    return accounts;
  };
}

function ofDay(open: readonly ExceptionHead[], account: string, { from, day }: ProvenDay): readonly string[] {
  return open
    .filter((head) => head.bankAccount === account && dayOf(head) >= from && dayOf(head) <= day)
    .map(({ exceptionId }) => exceptionId);
}

async function bankAccounts(table: Table): Promise<readonly string[]> {
  const lines = await readBalances(table, '');
  return [...new Set(lines.flatMap(({ bankAccount }) => bankAccount ?? []))].sort();
}
