import { balanceItemSchema, transferItemSchema } from '../../contracts/store/ledger.ts';
import { accounts, isAccount } from '../../domain/ledger/accounts.ts';
import {
  balanceKey,
  type BalanceLine,
  balancesOf,
  type TrialBalance,
  trialBalance,
} from '../../domain/ledger/trial-balance.ts';
import type { Transfer } from '../../domain/ledger/transfer.ts';
import type { Item, Table } from '../store/ports.ts';
import { balancePk, debitList } from './posting-actions.ts';

export interface TrialBalanceInput {
  /** The appropriation's year; all years when left out. */
  readonly year?: number;
  readonly programme?: string;
  /** Adds every transfer up again and compares: the auditor's check, whose cost grows with the ledger. */
  readonly recompute?: boolean;
}

export interface CheckedTrialBalance extends TrialBalance {
  /** Accounts whose running balance is not the sum of their transfers; empty unless recomputed and wrong. */
  readonly differences: readonly {
    readonly key: string;
    readonly stored?: BalanceLine;
    readonly recomputed?: BalanceLine;
  }[];
}

/** Reads running balances, a page at a time. @param skPrefix "2008#rural-reward#" narrows to a year or programme */
export async function readBalances(table: Table, skPrefix: string): Promise<readonly BalanceLine[]> {
  const lines: BalanceLine[] = [];
  let cursor: string | undefined;
  do {
    const page = await table.query({
      pk: balancePk,
      ...(skPrefix === '' ? {} : { sk: { beginsWith: skPrefix } }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    lines.push(...page.items.map((item) => balanceItemSchema.parse(item)));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return lines;
}

/** Debits and credits by account, programme, year and share (invariants.md 1). */
export function createTrialBalance({ table }: { readonly table: Table }) {
  return async ({ year, programme, recompute }: TrialBalanceInput = {}): Promise<CheckedTrialBalance> => {
    const prefix =
      year === undefined ? '' : `${String(year)}#${programme === undefined ? '' : `${programme}#`}`;
    const wanted = (line: BalanceLine): boolean => programme === undefined || line.programme === programme;
    const stored = (await readBalances(table, prefix)).filter(wanted);
    const balance = trialBalance(stored);
    if (recompute !== true) return { ...balance, differences: [] };
    const transfers = await readTransfers(table);
    const recomputed = balancesOf(transfers).filter(
      (line) => wanted(line) && (year === undefined || line.year === year),
    );
    const differences = compare(stored, recomputed);
    return { ...balance, balanced: balance.balanced && differences.length === 0, differences };
  };
}

/** Every transfer once: each has one debit. */
async function readTransfers(table: Table): Promise<readonly Transfer[]> {
  const transfers: Transfer[] = [];
  for (const account of Object.keys(accounts).filter(isAccount)) {
    let cursor: string | undefined;
    do {
      const page = await table.queryIndex('gsi1', {
        pk: debitList(account),
        limit: 100,
        ...(cursor === undefined ? {} : { cursor }),
      });
      if (page.items.length > 0) {
        const items = await table.getMany(page.items.map(({ pk, sk }) => ({ pk, sk })));
        transfers.push(...items.filter((item) => item !== undefined).map(parseTransfer));
      }
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
  return transfers;
}

export function parseTransfer(item: Item): Transfer {
  return transferItemSchema.parse(item);
}

function compare(
  stored: readonly BalanceLine[],
  recomputed: readonly BalanceLine[],
): CheckedTrialBalance['differences'] {
  const before = new Map(stored.map((line) => [balanceKey(line), line]));
  const after = new Map(recomputed.map((line) => [balanceKey(line), line]));
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  return keys.flatMap((key) => {
    const [is, should] = [before.get(key), after.get(key)];
    if (is?.debitFen === should?.debitFen && is?.creditFen === should?.creditFen) return [];
    return [{ key, ...(is ? { stored: is } : {}), ...(should ? { recomputed: should } : {}) }];
  });
}
