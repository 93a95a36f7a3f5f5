import { createHash } from 'node:crypto';
import { type Account, accountFacts, isAccount } from '../../domain/ledger/accounts.ts';
import { makesAvailable } from '../../domain/ledger/postings.ts';
import { balanceKey, balancesOf, type BalanceLine } from '../../domain/ledger/trial-balance.ts';
import type { Transfer } from '../../domain/ledger/transfer.ts';
import { subtractFen } from '../../domain/money/fen.ts';
import { outboxRow } from '../outbox/outbox-row.ts';
import type { Action, Cancelled, Condition, Item, Key } from '../store/ports.ts';
import { appropriationIdOf } from './appropriation-id.ts';
import { cashDayActions } from './cash-days.ts';
import { closedBooks, stillOpenChecks } from './closed-books.ts';
import { streetPayoutActions } from './street-payouts.ts';

/**
 * All running balances stand in one partition, by year, programme, account and share: a few hundred items a year,
 * whatever the number of payments, because postings are batched by chunk and share.
 */
export const balancePk = 'BALANCE';

export function transferKey(id: string): Key {
  return { pk: `TRANSFER#${id}`, sk: 'TRANSFER' };
}

/** A programme's account of a year, as the indexes hold its entries. */
export interface AccountOfYear {
  readonly account: Account;
  readonly programme: string;
  readonly year: number;
}

/** Where the indexes hold an account's entries: one for its debits, one for its credits. */
export function debitList({ account, programme, year }: AccountOfYear): string {
  return `LEDGER-DEBIT#${String(year)}#${programme}#${account}`;
}

export function creditList({ account, programme, year }: AccountOfYear): string {
  return `LEDGER-CREDIT#${String(year)}#${programme}#${account}`;
}

/** Every transfer stands in one of these lists: what the balances are recomputed from. */
export const transferShards = 8;

export function transferList(shard: number): string {
  return `LEDGER#${String(shard)}`;
}

function shardOf(id: string): number {
  return (createHash('sha256').update(id).digest()[0] ?? 0) % transferShards;
}

function transferItem(transfer: Transfer): Item {
  const { programme, year } = transfer;
  const indexSk = `${transfer.date}#${transfer.at}#${transfer.id}`;
  return {
    ...transferKey(transfer.id),
    ...Object.fromEntries(Object.entries(transfer).filter(([, value]) => value !== undefined)),
    gsi1pk: debitList({ account: transfer.debit, programme, year }),
    gsi1sk: indexSk,
    gsi2pk: creditList({ account: transfer.credit, programme, year }),
    gsi2sk: indexSk,
    gsi3pk: transferList(shardOf(transfer.id)),
    gsi3sk: indexSk,
  };
}

/** The attribute in which a balance keeps what was booked on a side in a month ("2008-05"). */
function monthAttribute(side: 'debit' | 'credit', month: string): string {
  return `${side} ${month}`;
}

/** What an attribute keeps, if it is one of a month. */
export function readMonth(
  attribute: string,
): { readonly side: 'debit' | 'credit'; readonly month: string } | undefined {
  const [, side, month] = /^(debit|credit) (\d{4}-\d{2})$/.exec(attribute) ?? [];
  if (month === undefined) return undefined;
  return { side: side === 'debit' ? 'debit' : 'credit', month };
}

/**
 * `netFen` (debits − credits) is kept beside the two sums because a condition compares with one attribute only:
 * a guarded account must still hold, on its growing side, what the postings together take from it. What was booked in
 * a month stands beside them, so that the balance on any day costs the entries of a month and not of the ledger.
 */
function balanceUpdate(line: BalanceLine, months: ReadonlyMap<string, BalanceLine>): Action {
  const { account, programme, year, share, bankAccount, debitFen, creditFen } = line;
  const net = subtractFen(debitFen, creditFen);
  const add: Record<string, number> = { debitFen, creditFen, netFen: net };
  for (const [month, { debitFen: debit, creditFen: credit }] of months) {
    if (debit > 0) add[monthAttribute('debit', month)] = debit;
    if (credit > 0) add[monthAttribute('credit', month)] = credit;
  }
  return {
    update: { pk: balancePk, sk: balanceKey(line) },
    set: { account, programme, year, share, ...(bankAccount === undefined ? {} : { bankAccount }) },
    add,
    ...guard(account, net),
  };
}

/** What each balance gains in each month. */
function balanceUpdates(transfers: readonly Transfer[]): readonly Action[] {
  const byMonth = [...Map.groupBy(transfers, ({ date }) => date.slice(0, 7))].map(
    ([month, ofMonth]) =>
      [month, new Map(balancesOf(ofMonth).map((line) => [balanceKey(line), line]))] as const,
  );
  return balancesOf(transfers).map((line) => {
    const months = byMonth.flatMap(([month, lines]) => {
      const ofMonth = lines.get(balanceKey(line));
      return ofMonth ? [[month, ofMonth] as const] : [];
    });
    return balanceUpdate(line, new Map(months));
  });
}

function guard(account: Account, net: number): { readonly if?: Condition } {
  const { guarded, normal } = accountFacts(account);
  if (guarded !== true) return {};
  if (normal === 'credit' && net > 0) return { if: { attribute: 'netFen', is: '<=', value: -net } };
  if (normal === 'debit' && net < 0) return { if: { attribute: 'netFen', is: '>=', value: -net } };
  return {};
}

/** One look at the queue for funds for each appropriation that has more available now. */
function wakeActions(transfers: readonly Transfer[]): readonly Action[] {
  const givers = transfers.filter(({ event }) => makesAvailable(event));
  const byAppropriation = Map.groupBy(givers, ({ programme, year }) => appropriationIdOf(programme, year));
  return [...byAppropriation].flatMap(([appropriationId, [first]]) =>
    first ? [outboxRow(first.at, `available/${first.id}`, { type: 'allocate', appropriationId })] : [],
  );
}

/**
 * The actions that book transfers: one put a transfer, refused when its id was booked before; one update for each
 * balance, and each bank account's day, that they touch, and each programme's payouts by street; a check for each programme that its books are still open;
 * and the waking of claims that wait for money they make available. A transaction changes an item once, so hand over
 * all its transfers in one call.
 */
export function postingActions(transfers: readonly Transfer[]): readonly Action[] {
  return [
    ...transfers.map((transfer): Action => ({ put: transferItem(transfer), if: { exists: false } })),
    ...balanceUpdates(transfers),
    ...cashDayActions(transfers),
    ...streetPayoutActions(transfers),
    ...stillOpenChecks(transfers),
    ...wakeActions(transfers),
  ];
}

/** Holds what is done with these balances to what they were when they were read. */
export function heldTo(actions: readonly Action[], lines: readonly BalanceLine[]): readonly Action[] {
  const unchanged = new Map(
    lines.map((line): [string, Condition] => [
      balanceKey(line),
      { attribute: 'netFen', is: '=', value: subtractFen(line.debitFen, line.creditFen) },
    ]),
  );
  return actions.map((action) => {
    const was =
      'update' in action && action.update.pk === balancePk ? unchanged.get(action.update.sk) : undefined;
    return was ? { ...action, if: action.if ? { all: [action.if, was] } : was } : action;
  });
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

/** Whether a cancelled transaction met closed books: a period that was closed meanwhile, or a closed year. */
export function metClosedBooks(actions: readonly Action[], cancelled: Cancelled): boolean {
  return cancelled.reasons.some(({ code }, at) => {
    const action = actions[at];
    return code === 'condition-failed' && action && 'check' in action && action.check.pk === closedBooks;
  });
}
