import type { Account } from '../../../domain/ledger/accounts.ts';

/** Which account's statement, as its address says; of all programmes, years and shares where none is named. */
export interface NamedStatement {
  readonly account: Account;
  readonly programme?: string;
  readonly year?: string;
  readonly share?: string;
  /** A month or a year of postings: "2008-05", "2008". */
  readonly during?: string;
}

/** Where the entries of an account are read. */
export function statementAddress(named: NamedStatement): string {
  const { account, ...rest } = named;
  return `/finance/ledger/statement?${new URLSearchParams({ account, ...rest }).toString()}`;
}
