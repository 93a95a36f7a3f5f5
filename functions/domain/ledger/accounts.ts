export type Book = 'budget' | 'financial';

interface AccountFacts {
  readonly book: Book;
  readonly name: string;
  /** The side on which the account grows. */
  readonly normal: 'debit' | 'credit';
  /**
   * Never overdrawn (invariants.md 4): a posting that would take more than is there is refused. Cash is not among
   * them: what a bank booked is a fact, so cash is checked before a run is released.
   */
  readonly guarded?: true;
}

/** The chart of accounts (finance.md, "Accounts and postings"). */
export const accounts = {
  B1: { book: 'budget', name: 'authority', normal: 'debit' },
  B2: { book: 'budget', name: 'available', normal: 'credit', guarded: true },
  B3: { book: 'budget', name: 'committed', normal: 'credit', guarded: true },
  B4: { book: 'budget', name: 'obligated', normal: 'credit', guarded: true },
  B5: { book: 'budget', name: 'spent', normal: 'credit', guarded: true },
  A1: { book: 'financial', name: 'cash', normal: 'debit' },
  A2: { book: 'financial', name: 'receivable', normal: 'debit' },
  A3: { book: 'financial', name: 'suspense', normal: 'debit' },
  A4: { book: 'financial', name: 'stock', normal: 'debit', guarded: true },
  L1: { book: 'financial', name: 'payable', normal: 'credit' },
  L2: { book: 'financial', name: 'in transit', normal: 'credit' },
  L3: { book: 'financial', name: 'returned or rejected', normal: 'credit' },
  L4: { book: 'financial', name: 'unidentified', normal: 'credit' },
  L5: { book: 'financial', name: 'due to treasury', normal: 'credit' },
  R1: { book: 'financial', name: 'financing', normal: 'credit' },
  F: { book: 'financial', name: 'fund balance', normal: 'credit' },
  E1: { book: 'financial', name: 'benefits', normal: 'debit' },
  E2: { book: 'financial', name: 'loss', normal: 'debit' },
  E3: { book: 'financial', name: 'fees', normal: 'debit' },
} as const satisfies Record<string, AccountFacts>;

export type Account = keyof typeof accounts;

export function isAccount(text: string): text is Account {
  return Object.hasOwn(accounts, text);
}

export function accountFacts(account: Account): AccountFacts {
  return accounts[account];
}
