import { isDeepStrictEqual } from 'node:util';
import { accountFacts, isAccount } from '../../functions/domain/ledger/accounts.ts';
import type { Item, Value } from '../../functions/app/store/ports.ts';
import type { Observed } from './observed.ts';

const whole = (value: Value | undefined): number => (typeof value === 'number' ? value : 0);
const text = (value: Value | undefined): string => (typeof value === 'string' ? value : '');

function bookOf(account: string): string {
  return isAccount(account) ? accountFacts(account).book : 'no book';
}

/** Sums by a key. */
function sumBy<T>(
  list: Iterable<T>,
  keyOf: (one: T) => string,
  amountOf: (one: T) => number,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const one of list) sums.set(keyOf(one), (sums.get(keyOf(one)) ?? 0) + amountOf(one));
  return sums;
}

/**
 * 1. Debits equal credits at every prefix of the ledger, which only grows. A transfer holds both its sides, so every
 * prefix balances when each stays within one book; that none ever changes or goes is compared with the last look.
 */
export function debitsEqualCredits({ transfers, balances, before, items }: Observed): readonly string[] {
  const wrong: string[] = [];
  for (const { id, debit, credit, amountFen, book } of transfers) {
    const isWhole =
      debit !== credit && accountFacts(debit).book === book && accountFacts(credit).book === book;
    if (!isWhole) wrong.push(`transfer ${id} is not within one book`);
    if (amountFen <= 0) wrong.push(`transfer ${id} moves ${String(amountFen)} fen`);
  }
  const byPart = sumBy(
    balances,
    ({ account, programme, year, share }) =>
      `${bookOf(text(account))} ${text(programme)} ${String(whole(year))} ${text(share)}`,
    ({ debitFen, creditFen }) => whole(debitFen) - whole(creditFen),
  );
  for (const [part, difference] of byPart) {
    if (difference !== 0) wrong.push(`${part}: debits less credits are ${String(difference)}`);
  }
  if (before) {
    const now = new Map(items.map((item) => [item.pk, item]));
    for (const earlier of before) {
      if (!earlier.pk.startsWith('TRANSFER#')) continue;
      const later = now.get(earlier.pk);
      if (!isDeepStrictEqual(later, earlier)) wrong.push(`${earlier.pk} was changed or is gone`);
    }
  }
  return wrong;
}

/** 4. Committed + obligated + spent ≤ appropriation, by share; what is guarded is never negative. */
export function nothingOverdrawn({ balances }: Observed): readonly string[] {
  const wrong: string[] = [];
  const held = new Map<string, number>();
  for (const { account, programme, year, share, debitFen, creditFen } of balances) {
    const name = text(account);
    if (!isAccount(name)) return [`${name} is no account`];
    const { normal, guarded } = accountFacts(name);
    const net = whole(debitFen) - whole(creditFen);
    const amount = normal === 'debit' ? net : -net;
    held.set(`${name} ${String(whole(year))} ${text(programme)} ${text(share)}`, amount);
    if (guarded === true && amount < 0)
      wrong.push(`${name} of ${text(programme)}/${text(share)} is ${String(amount)}`);
  }
  for (const key of held.keys()) {
    if (!key.startsWith('B1 ')) continue;
    const of = (account: string): number => held.get(key.replace(/^B1/, account)) ?? 0;
    const used = of('B3') + of('B4') + of('B5');
    if (used > of('B1')) wrong.push(`${key}: ${String(used)} used of ${String(of('B1'))}`);
  }
  return wrong;
}

/**
 * 4, of what is owed to the office: receivables come to what the books say by programme, year and share; of none is
 * more paid, or kept back, than is owed.
 */
export function nothingOverRecovered({ receivables, balances, runs, payables }: Observed): readonly string[] {
  const wrong: string[] = [];
  const owed = new Map<string, number>();
  for (const [id, { programme, year, basis, owed: parts, amountFen, reserved }] of receivables) {
    const left = parts.reduce((sum, part) => sum + part.amountFen, 0);
    if (left > amountFen || parts.some((part) => part.amountFen < 0))
      wrong.push(`${id} is owed ${String(left)} of ${String(amountFen)}`);
    for (const { share, amountFen: part } of basis === undefined ? [] : parts) {
      const key = `${String(year)} ${programme} ${share}`;
      owed.set(key, (owed.get(key) ?? 0) + part);
    }
    if (!reserved) continue;
    const run = runs.get(reserved.runId);
    if (run?.state === 'cancelled' || run?.attempt !== reserved.attempt) continue;
    const kept = reserved.parts.reduce((sum, part) => sum + part.amountFen, 0);
    const isWithin = reserved.parts.every(
      ({ share, amountFen: part }) => part <= (parts.find((one) => one.share === share)?.amountFen ?? 0),
    );
    if (!isWithin) wrong.push(`${id}: more is kept back than is owed`);
    const payable = payables.get(reserved.paymentId)?.keptBack;
    if (payable?.receivableId !== id || payable.amountFen !== kept)
      wrong.push(`${id}: the payment does not say what is kept back of it`);
  }
  for (const { account, programme, year, share, netFen } of balances) {
    if (account !== 'A2') continue;
    const key = `${String(whole(year))} ${text(programme)} ${text(share)}`;
    if (whole(netFen) !== (owed.get(key) ?? 0))
      wrong.push(`A2 of ${key} is ${String(whole(netFen))}, and ${String(owed.get(key) ?? 0)} is owed`);
    owed.delete(key);
  }
  for (const [key, amount] of owed)
    if (amount !== 0) wrong.push(`A2 of ${key} does not hold ${String(amount)}`);
  return wrong;
}

/** 12, of the ledger: adding its transfers up again gives the balances that are kept, whole and by month. */
export function balancesReplay({ transfers, balances }: Observed): readonly string[] {
  const sums = new Map<string, Map<string, number>>();
  for (const { debit, credit, amountFen, programme, year, share, bankAccount, date } of transfers) {
    for (const [account, side, sign] of [[debit, 'debit', 1] as const, [credit, 'credit', -1] as const]) {
      // Cash alone stands by bank account.
      const key = `${account} ${programme} ${String(year)} ${share} ${account === 'A1' ? (bankAccount ?? '') : ''}`;
      const sum = sums.get(key) ?? new Map<string, number>();
      sums.set(key, sum);
      const add = (name: string, amount: number): unknown => sum.set(name, (sum.get(name) ?? 0) + amount);
      add(`${side}Fen`, amountFen);
      add('netFen', sign * amountFen);
      add(`${side} ${date.slice(0, 7)}`, amountFen);
    }
  }
  const stored = new Map(
    balances.map((item) => {
      const { account, programme, year, share, bankAccount } = item;
      const names = [text(account), text(programme), String(whole(year)), text(share), text(bankAccount)];
      return [names.join(' '), item];
    }),
  );
  const wrong: string[] = [];
  for (const key of new Set([...sums.keys(), ...stored.keys()])) {
    const [sum, item] = [sums.get(key) ?? new Map<string, number>(), stored.get(key)];
    const kept = Object.entries(item ?? {}).filter(([name]) =>
      /^((debit|credit|net)Fen|(debit|credit) .*)$/.test(name),
    );
    const names = new Set([...sum.keys(), ...kept.map(([name]) => name)]);
    const differ = [...names].filter((name) => whole(item?.[name]) !== (sum.get(name) ?? 0));
    if (differ.length > 0) wrong.push(`balance ${key}: ${differ.join()} is not what its transfers add up to`);
  }
  return wrong;
}

/** 13. Whatever is called fen, anywhere in the store, is a whole number. */
export function moneyIsWholeFen({ fresh }: Observed): readonly string[] {
  const wrong: string[] = [];
  const walk = (value: Value, name: string, where: Item): void => {
    if (Array.isArray(value)) for (const one of value as readonly Value[]) walk(one, name, where);
    else if (value !== null && typeof value === 'object' && !(value instanceof Uint8Array)) {
      for (const [member, one] of Object.entries(value as { readonly [name: string]: Value }))
        walk(one, member, where);
    } else if (/(?:^f|F)en$/.test(name) && !Number.isSafeInteger(value)) {
      wrong.push(`${where.pk} ${where.sk}: ${name} is ${String(value)}`);
    }
  };
  for (const item of fresh) walk(item, '', item);
  return wrong;
}
