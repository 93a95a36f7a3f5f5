import { createHash } from 'node:crypto';
import { type CalendarDate, calendarDate, plusDays } from '../../functions/domain/time/calendar-date.ts';
import { type Bank, batchSize } from './bank.ts';
import { chance } from './bank-faults.ts';
import { queueNotification, queueStatement } from './outgoing.ts';
import { optionalText, optionalWhole, type Row, text, whole } from './row.ts';

type EntryKind = 'payment' | 'duplicate' | 'return' | 'correction' | 'credit';

interface NewEntry {
  readonly reference: string;
  readonly account: string;
  readonly kind: EntryKind;
  /** Signed: a credit is positive. */
  readonly fen: number;
  readonly endToEndId: string | undefined;
  readonly messageId: string | undefined;
  readonly reason: string | undefined;
}

const referenceLetters = {
  payment: 'P',
  duplicate: 'D',
  'duplicate-given-back': 'G',
  'amount-put-right': 'C',
  return: 'R',
} as const;

/**
 * The bank's number of a booking: made of what it is for, so that it is made once.
 * @param paymentId the payment's row
 */
export function referenceOf(what: keyof typeof referenceLetters, paymentId: number): string {
  return `BK${referenceLetters[what]}${String(paymentId).padStart(12, '0')}`;
}

/** Books what is due by a day: accepted payments, returns and corrections; then it makes the day's statements. */
export async function bookDay(
  bank: Bank,
  day: CalendarDate,
  at: string,
  evenIfEmpty: boolean,
): Promise<void> {
  if (!evenIfEmpty && !isAnythingToBook(bank, day)) return;
  while (await bookPayments(bank, day));
  while (await bookPlanned(bank, day));
  await bank.database.write(() => {
    for (const row of bank.database.prepare('SELECT account FROM accounts ORDER BY account').all()) {
      makeStatement(bank, text(row, 'account'), day, at, evenIfEmpty);
    }
  });
}

/** Most days of a year have nothing: a clock that jumps should not write a page for each. */
function isAnythingToBook({ database }: Bank, day: CalendarDate): boolean {
  const row = database.read(() =>
    database
      .prepare(
        `SELECT EXISTS (SELECT 1 FROM payments WHERE status = 'accepted' AND execution_date <= ?)
             OR EXISTS (SELECT 1 FROM planned WHERE due_on <= ?)
             OR EXISTS (SELECT 1 FROM entries WHERE id >
                 COALESCE((SELECT MAX(last_entry) FROM statements WHERE account = entries.account), 0)) AS something`,
      )
      .get(day, day),
  );
  return row !== undefined && whole(row, 'something') === 1;
}

/** A credit that comes in from elsewhere: a grant, or a stranger's payment. The same reference comes once. */
export function bookCredit(
  bank: Bank,
  day: CalendarDate,
  account: string,
  fen: number,
  { reference, endToEndId }: { readonly reference: string; readonly endToEndId?: string | undefined },
): Promise<void> {
  return bank.database.write(() => {
    openAccount(bank, account, 0);
    const known = bank.database.prepare('SELECT 1 FROM entries WHERE reference = ?').get(reference);
    if (known) return;
    const what = { kind: 'credit', endToEndId, messageId: undefined, reason: undefined } as const;
    addEntry(bank, day, { reference, account, fen, ...what });
  });
}

/** An account the bank has already stays as it is. */
export function openAccount({ database }: Bank, account: string, openingFen: number): void {
  database
    .prepare('INSERT INTO accounts (account, opening_fen) VALUES (?, ?) ON CONFLICT DO NOTHING')
    .run(account, openingFen);
}

function addEntry({ database }: Bank, day: CalendarDate, entry: NewEntry): void {
  database
    .prepare(
      `INSERT INTO entries (reference, account, booked_on, kind, fen, end_to_end_id, message_id, reason)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      entry.reference,
      entry.account,
      day,
      entry.kind,
      entry.fen,
      entry.endToEndId ?? null,
      entry.messageId ?? null,
      entry.reason ?? null,
    );
}

function plan({ database }: Bank, due: CalendarDate, entry: Omit<NewEntry, 'messageId'>): void {
  database
    .prepare(
      `INSERT INTO planned (reference, due_on, account, kind, fen, end_to_end_id, reason)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      entry.reference,
      due,
      entry.account,
      entry.kind,
      entry.fen,
      entry.endToEndId ?? null,
      entry.reason ?? null,
    );
}

/**
 * A line that no payment of ours is behind, on the day of one that it stands beside: a credit under a stranger's id,
 * or a debit without one. Its reference is made of the payment's id, so it comes once.
 */
export function planForeign(bank: Bank, due: CalendarDate, account: string, beside: string): void {
  const hash = createHash('sha256').update(`foreign/${beside}`).digest('hex').toUpperCase();
  const reference = `FX${hash.slice(0, 24)}`;
  const isKnown = `SELECT 1 FROM planned WHERE reference = ?1 UNION SELECT 1 FROM entries WHERE reference = ?1`;
  if (bank.database.prepare(isKnown).get(reference)) return;
  const isCredit = chance(`credit/${beside}`) < 0.5;
  const fen = 1 + Math.floor(chance(`foreign/${beside}`) * 100_000);
  plan(bank, due, {
    reference,
    account,
    kind: 'credit',
    fen: isCredit ? fen : -fen,
    endToEndId: isCredit ? `STRANGER-${hash.slice(0, 20)}` : undefined,
    reason: undefined,
  });
}

function bookPayments(bank: Bank, day: CalendarDate): Promise<boolean> {
  return bank.database.write(() => {
    const due = bank.database
      .prepare(
        `SELECT * FROM payments WHERE status = 'accepted' AND execution_date <= ?
         ORDER BY execution_date, id LIMIT ?`,
      )
      .all(day, batchSize);
    for (const payment of due) bookPayment(bank, day, payment);
    return due.length === batchSize;
  });
}

function bookPayment(bank: Bank, day: CalendarDate, payment: Row): void {
  const id = whole(payment, 'id');
  const endToEndId = text(payment, 'end_to_end_id');
  const account = text(payment, 'debtor_account');
  const messageId = text(payment, 'message_id');
  const orderedFen = whole(payment, 'fen');
  const paidFen = optionalWhole(payment, 'wrong_fen') ?? orderedFen;
  const twice = whole(payment, 'twice') === 1;
  const returnReason = optionalText(payment, 'return_reason');
  const common = { account, endToEndId, reason: undefined };
  const corrected = plusDays(day, bank.correctAfterDays);

  openAccount(bank, account, 0);
  const paid = { ...common, kind: 'payment', fen: -paidFen, messageId } as const;
  addEntry(bank, day, { ...paid, reference: referenceOf('payment', id) });
  if (twice) {
    const reference = referenceOf('duplicate', id);
    addEntry(bank, day, { ...common, kind: 'duplicate', fen: -orderedFen, messageId, reference });
    const back = { ...common, kind: 'correction', fen: orderedFen } as const;
    plan(bank, corrected, { ...back, reference: referenceOf('duplicate-given-back', id) });
  }
  if (returnReason !== undefined) {
    const back = { ...common, kind: 'return', fen: paidFen, reason: returnReason } as const;
    plan(bank, plusDays(day, bank.returnAfterDays), { ...back, reference: referenceOf('return', id) });
  } else if (paidFen !== orderedFen) {
    const right = { ...common, kind: 'correction', fen: paidFen - orderedFen } as const;
    plan(bank, corrected, { ...right, reference: referenceOf('amount-put-right', id) });
  }
  bank.database
    .prepare(`UPDATE payments SET status = 'settled', paid_fen = ?, times = ? WHERE id = ?`)
    .run(paidFen, twice ? 2 : 1, id);
}

const plannedKinds = ['return', 'correction', 'credit'] as const;

function bookPlanned(bank: Bank, day: CalendarDate): Promise<boolean> {
  const { database } = bank;
  return database.write(() => {
    const due = database
      .prepare('SELECT * FROM planned WHERE due_on <= ? ORDER BY due_on, rowid LIMIT ?')
      .all(day, batchSize);
    for (const row of due) {
      const reference = text(row, 'reference');
      const endToEndId = optionalText(row, 'end_to_end_id');
      const kind = plannedKinds.find((known) => known === text(row, 'kind')) ?? 'correction';
      addEntry(bank, day, {
        reference,
        kind,
        account: text(row, 'account'),
        fen: whole(row, 'fen'),
        endToEndId,
        messageId: undefined,
        reason: optionalText(row, 'reason'),
      });
      if (endToEndId !== undefined && kind !== 'credit')
        settlePlanned(bank, kind, endToEndId, whole(row, 'fen'));
      database.prepare('DELETE FROM planned WHERE reference = ?').run(reference);
    }
    return due.length === batchSize;
  });
}

/** What a return or a correction makes of the payment. */
function settlePlanned({ database }: Bank, kind: EntryKind, endToEndId: string, fen: number): void {
  if (kind === 'return') {
    database.prepare(`UPDATE payments SET status = 'returned' WHERE end_to_end_id = ?`).run(endToEndId);
    return;
  }
  // A wrong amount put right leaves the amount that was ordered; a second debit given back was made all the same.
  database
    .prepare('UPDATE payments SET paid_fen = fen WHERE end_to_end_id = ? AND paid_fen = fen + ?')
    .run(endToEndId, fen);
}

function makeStatement(
  bank: Bank,
  account: string,
  day: CalendarDate,
  at: string,
  evenIfEmpty: boolean,
): void {
  const { database } = bank;
  const last = database
    .prepare('SELECT * FROM statements WHERE account = ? ORDER BY sequence DESC LIMIT 1')
    .get(account);
  const afterEntry = last ? whole(last, 'last_entry') : 0;
  const fresh = database
    .prepare(
      `SELECT COUNT(*) AS entries, COALESCE(SUM(fen), 0) AS fen, COALESCE(MAX(id), ?) AS last_entry,
              COALESCE(SUM(kind = 'return'), 0) AS returns
       FROM entries WHERE account = ? AND id > ?`,
    )
    .get(afterEntry, account, afterEntry);
  if (!fresh) return;
  if (whole(fresh, 'entries') === 0) {
    const saidToday = last !== undefined && calendarDate(text(last, 'day')) >= day;
    if (!evenIfEmpty || saidToday) return;
  }
  const opening = last ? whole(last, 'closing_fen') : openingOf(bank, account);
  const sequence = last ? whole(last, 'sequence') + 1 : 1;
  database
    .prepare(
      `INSERT INTO statements (account, sequence, day, opening_fen, closing_fen, after_entry, last_entry)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      account,
      sequence,
      day,
      opening,
      opening + whole(fresh, 'fen'),
      afterEntry,
      whole(fresh, 'last_entry'),
    );
  if (bank.announceReturns && whole(fresh, 'returns') > 0) queueNotification(bank, account, sequence, at);
  queueStatement(bank, account, sequence, at);
}

function openingOf({ database }: Bank, account: string): number {
  const row = database.prepare('SELECT opening_fen FROM accounts WHERE account = ?').get(account);
  return row ? whole(row, 'opening_fen') : 0;
}
