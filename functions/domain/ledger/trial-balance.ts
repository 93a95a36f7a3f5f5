import { addFen, type Fen, subtractFen, zeroFen } from '../money/fen.ts';
import { type Account, accountFacts, type Book } from './accounts.ts';
import type { Transfer } from './transfer.ts';

/** What was booked on one account of one programme, year and share. */
export interface BalanceLine {
  readonly account: Account;
  readonly programme: string;
  readonly year: number;
  readonly share: string;
  /** On cash alone: each bank account is an account of its own. */
  readonly bankAccount?: string;
  readonly debitFen: Fen;
  readonly creditFen: Fen;
}

export interface TrialBalance {
  /** Debits equal credits in each book on its own, within every programme, year and share (invariant 1). */
  readonly balanced: boolean;
  /** Both books together. */
  readonly debitsFen: Fen;
  readonly creditsFen: Fen;
  readonly books: Readonly<Record<Book, { readonly debitsFen: Fen; readonly creditsFen: Fen }>>;
  readonly lines: readonly BalanceLine[];
}

export function balanceKey(
  line: Pick<BalanceLine, 'account' | 'programme' | 'year' | 'share' | 'bankAccount'>,
): string {
  const { year, programme, account, share, bankAccount } = line;
  return `${String(year)}#${programme}#${account}#${share}${bankAccount === undefined ? '' : `#${bankAccount}`}`;
}

/** Adds transfers up by account, programme, year and share (and cash by bank account), in the order of their keys. */
export function balancesOf(transfers: Iterable<Transfer>): readonly BalanceLine[] {
  const lines = new Map<string, BalanceLine>();
  const add = (transfer: Transfer, account: Account, debitFen: Fen, creditFen: Fen): void => {
    const { programme, year, share } = transfer;
    const cash = account === 'A1' && transfer.bankAccount !== undefined;
    const of = { account, programme, year, share, ...(cash ? { bankAccount: transfer.bankAccount } : {}) };
    const key = balanceKey(of);
    const before = lines.get(key);
    lines.set(key, {
      ...of,
      debitFen: addFen(before?.debitFen ?? zeroFen, debitFen),
      creditFen: addFen(before?.creditFen ?? zeroFen, creditFen),
    });
  };
  for (const transfer of transfers) {
    add(transfer, transfer.debit, transfer.amountFen, zeroFen);
    add(transfer, transfer.credit, zeroFen, transfer.amountFen);
  }
  return [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}

export function trialBalance(lines: readonly BalanceLine[]): TrialBalance {
  const books = { budget: zeroSums(), financial: zeroSums() };
  const parts = new Map<string, { debitsFen: Fen; creditsFen: Fen }>();
  for (const line of lines) {
    const { book } = accountFacts(line.account);
    const key = `${book}#${String(line.year)}#${line.programme}#${line.share}`;
    const part = parts.get(key) ?? zeroSums();
    parts.set(key, part);
    for (const sums of [books[book], part]) {
      sums.debitsFen = addFen(sums.debitsFen, line.debitFen);
      sums.creditsFen = addFen(sums.creditsFen, line.creditFen);
    }
  }
  return {
    balanced: [...parts.values()].every(({ debitsFen, creditsFen }) => debitsFen === creditsFen),
    debitsFen: addFen(books.budget.debitsFen, books.financial.debitsFen),
    creditsFen: addFen(books.budget.creditsFen, books.financial.creditsFen),
    books,
    lines,
  };
}

function zeroSums(): { debitsFen: Fen; creditsFen: Fen } {
  return { debitsFen: zeroFen, creditsFen: zeroFen };
}

/** What an account holds, on the side on which it grows. */
export function heldFen(line: Pick<BalanceLine, 'account' | 'debitFen' | 'creditFen'>): Fen {
  return accountFacts(line.account).normal === 'debit'
    ? subtractFen(line.debitFen, line.creditFen)
    : subtractFen(line.creditFen, line.debitFen);
}
