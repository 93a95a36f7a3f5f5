import { transferItemSchema } from '../../contracts/store/ledger.ts';
import {
  balanceKey,
  type BalanceLine,
  balancesOf,
  type TrialBalance,
  trialBalance,
} from '../../domain/ledger/trial-balance.ts';
import type { Transfer } from '../../domain/ledger/transfer.ts';
import { listedItems } from '../store/pages.ts';
import type { Item, Table } from '../store/ports.ts';
import { balancePrefix, readBalances } from './balances.ts';
import { transferList, transferShards } from './posting-actions.ts';

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

/** Debits and credits by account, programme, year and share (invariants.md 1). */
export function createTrialBalance({ table }: { readonly table: Table }) {
  return async ({ year, programme, recompute }: TrialBalanceInput = {}): Promise<CheckedTrialBalance> => {
    const prefix = balancePrefix({
      ...(year === undefined ? {} : { year }),
      ...(programme === undefined ? {} : { programme }),
    });
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

async function readTransfers(table: Table): Promise<readonly Transfer[]> {
  const transfers: Transfer[] = [];
  for (let shard = 0; shard < transferShards; shard += 1) {
    for await (const item of listedItems(table, 'gsi3', { pk: transferList(shard), limit: 100 })) {
      transfers.push(parseTransfer(item));
    }
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
