import type { Account } from '../../domain/ledger/accounts.ts';
import type { Transfer } from '../../domain/ledger/transfer.ts';
import type { IndexRow, Page, Table } from '../store/ports.ts';
import { creditList, debitList } from './posting-actions.ts';
import { parseTransfer } from './trial-balance.ts';

export interface LedgerEntry extends Transfer {
  readonly side: 'debit' | 'credit';
}

export interface LedgerEntriesInput {
  readonly account: Account;
  readonly cursor?: string;
  /** At most 100. */
  readonly limit?: number;
}

const mostEntries = 100;

/** An account's entries, oldest first: its debits and its credits, merged from the two indexes. */
export function createLedgerEntries({ table }: { readonly table: Table }) {
  return async ({ account, cursor, limit = 50 }: LedgerEntriesInput): Promise<Page<LedgerEntry>> => {
    const size = Math.min(limit, mostEntries);
    // The cursor is the last entry's place; the character after it is the least that sorts behind.
    const input = { limit: size + 1, ...(cursor === undefined ? {} : { sk: { from: `${cursor}\u0001` } }) };
    const [debits, credits] = await Promise.all([
      table.queryIndex('gsi1', { pk: debitList(account), ...input }),
      table.queryIndex('gsi2', { pk: creditList(account), ...input }),
    ]);
    const rows = [
      ...debits.items.map((row) => ({ row, side: 'debit' as const })),
      ...credits.items.map((row) => ({ row, side: 'credit' as const })),
    ].sort((a, b) => byPlace(a.row, b.row));
    const page = rows.slice(0, size);
    if (page.length === 0) return { items: [] };
    const items = await table.getMany(page.map(({ row: { pk, sk } }) => ({ pk, sk })));
    const entries = page.flatMap(({ side }, at) => {
      const item = items[at];
      return item ? [{ ...parseTransfer(item), side }] : [];
    });
    const last = page.at(-1);
    return { items: entries, ...(rows.length > size && last ? { cursor: last.row.indexSk } : {}) };
  };
}

function byPlace(a: IndexRow, b: IndexRow): number {
  return a.indexSk < b.indexSk ? -1 : 1;
}
