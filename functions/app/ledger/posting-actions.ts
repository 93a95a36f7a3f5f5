import { type Account, accountFacts, isAccount } from '../../domain/ledger/accounts.ts';
import { balanceKey, balancesOf, type BalanceLine } from '../../domain/ledger/trial-balance.ts';
import type { Transfer } from '../../domain/ledger/transfer.ts';
import { subtractFen } from '../../domain/money/fen.ts';
import type { Action, Cancelled, Condition, Item, Key } from '../store/ports.ts';

/**
 * All running balances stand in one partition, by year, programme, account and share: a few hundred items a year,
 * whatever the number of payments, because postings are batched by chunk and share.
 */
export const balancePk = 'BALANCE';

function transferKey(id: string): Key {
  return { pk: `TRANSFER#${id}`, sk: 'TRANSFER' };
}

/** Where the indexes hold an account's entries: one for its debits, one for its credits. */
export function debitList(account: Account): string {
  return `LEDGER-DEBIT#${account}`;
}

export function creditList(account: Account): string {
  return `LEDGER-CREDIT#${account}`;
}

function transferItem(transfer: Transfer): Item {
  const indexSk = `${transfer.date}#${transfer.at}#${transfer.id}`;
  return {
    ...transferKey(transfer.id),
    ...Object.fromEntries(Object.entries(transfer).filter(([, value]) => value !== undefined)),
    gsi1pk: debitList(transfer.debit),
    gsi1sk: indexSk,
    gsi2pk: creditList(transfer.credit),
    gsi2sk: indexSk,
  };
}

/**
 * `netFen` (debits − credits) is kept beside the two sums because a condition compares with one attribute only:
 * a guarded account must still hold, on its growing side, what the postings together take from it.
 */
function balanceUpdate(line: BalanceLine): Action {
  const { account, programme, year, share, debitFen, creditFen } = line;
  const net = subtractFen(debitFen, creditFen);
  return {
    update: { pk: balancePk, sk: balanceKey(line) },
    set: { account, programme, year, share },
    add: { debitFen, creditFen, netFen: net },
    ...guard(account, net),
  };
}

function guard(account: Account, net: number): { readonly if?: Condition } {
  const { guarded, normal } = accountFacts(account);
  if (guarded !== true) return {};
  if (normal === 'credit' && net > 0) return { if: { attribute: 'netFen', is: '<=', value: -net } };
  if (normal === 'debit' && net < 0) return { if: { attribute: 'netFen', is: '>=', value: -net } };
  return {};
}

/**
 * The actions that book transfers: one put a transfer, refused when its id was booked before, and one update for each
 * balance they touch. A transaction changes an item once, so hand over all its transfers in one call.
 */
export function postingActions(transfers: readonly Transfer[]): readonly Action[] {
  return [
    ...transfers.map((transfer): Action => ({ put: transferItem(transfer), if: { exists: false } })),
    ...balancesOf(transfers).map(balanceUpdate),
  ];
}

/** A guarded account that would have been overdrawn. */
export interface Shortage {
  readonly account: Account;
  readonly programme: string;
  readonly year: number;
  readonly share: string;
}

/**
 * Whether a cancelled transaction was short of money, and where: B2 is the appropriation's available rest.
 * @param actions the whole transaction, in the order in which it was sent
 * @returns undefined when another condition failed: the transfers were booked before, or an action of the caller's
 */
export function shortageOf(actions: readonly Action[], cancelled: Cancelled): Shortage | undefined {
  for (const [at, reason] of cancelled.reasons.entries()) {
    const action = actions[at];
    if (reason.code !== 'condition-failed' || action === undefined || !('update' in action)) continue;
    if (action.update.pk !== balancePk) continue;
    const { account, programme, year, share } = action.set ?? {};
    if (typeof account !== 'string' || !isAccount(account)) continue;
    if (typeof programme !== 'string' || typeof year !== 'number' || typeof share !== 'string') continue;
    return { account, programme, year, share };
  }
  return undefined;
}
