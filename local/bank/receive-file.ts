import { createHash } from 'node:crypto';
import { readPaymentCsv } from '../../functions/adapters/bank/csv/read-payment-csv.ts';
import { readPain001 } from '../../functions/adapters/bank/iso20022/read-pain001.ts';
import type { PaymentFileRecord } from '../../functions/adapters/bank/payment-file-record.ts';
import { UnreadableBankMessage } from '../../functions/contracts/bank/unreadable-bank-message.ts';
import { type Bank, batchSize } from './bank.ts';
import { type BankFaults, chance, strikes } from './bank-faults.ts';
import { calendarDate, plusDays } from '../../functions/domain/time/calendar-date.ts';
import { planForeign } from './book-day.ts';
import { rejectionReason, returnReason } from './demo-accounts.ts';
import { queueReport } from './outgoing.ts';
import { optionalText, type Row, text, whole } from './row.ts';

/** External status reason codes that the bank itself gives. */
const reasons = {
  unreadableFile: 'FF01',
  messageIdUsedTwice: 'DU01',
  endToEndIdUsedTwice: 'DU04',
  wrongControlSum: 'AM10',
  wrongCount: 'AM18',
  unknownBank: 'RC07',
} as const;

export type SubmitAnswer =
  | {
      readonly kind: 'received';
      readonly messageId: string;
      /** The bank had this file before. */
      readonly again: boolean;
    }
  | { readonly kind: 'refused'; readonly reason: 'FF01' | 'DU01'; readonly detail: string };

type Payment = Extract<PaymentFileRecord, { kind: 'payment' }>;

/** A file in a bank's columns. */
export interface FileInColumns {
  /** The bank's code. */
  readonly bank: string;
  /** The name it is handed over under, which its columns may leave out. */
  readonly messageId: string;
}

/**
 * Takes a file in: reads it whole, then decides payment by payment. Nothing is paid before the file was read to
 * its end and adds up; a file sent again is answered again, and pays only what never arrived.
 *
 * @returns the answer, and whether it is lost on the way
 */
export async function receiveFile(
  bank: Bank,
  faults: BankFaults,
  content: AsyncIterable<Uint8Array | string>,
  inColumns?: FileInColumns,
): Promise<{ readonly answer: SubmitAnswer; readonly answerLost: boolean }> {
  const refused = (reason: 'FF01' | 'DU01', detail: string) =>
    ({ answer: { kind: 'refused', reason, detail }, answerLost: false }) as const;

  const hash = createHash('sha256');
  let file: Extract<PaymentFileRecord, { kind: 'file' }> | undefined;
  let known: Row | undefined;
  let staged: Payment[] = [];
  let [count, totalFen] = [0, 0];
  try {
    for await (const record of paymentsIn(bank, hashing(content, hash), inColumns)) {
      if (record.kind === 'file') {
        file = record;
        known = await beginFile(bank, record.messageId, inColumns?.bank);
        continue;
      }
      count += 1;
      totalFen += record.amountFen;
      if (known !== undefined) continue;
      staged.push(record);
      if (staged.length < batchSize) continue;
      await stage(bank, file?.messageId ?? '', count - staged.length, staged);
      staged = [];
    }
  } catch (error) {
    if (file && known === undefined) await forget(bank, file.messageId);
    if (!(error instanceof UnreadableBankMessage)) throw error;
    return refused(reasons.unreadableFile, error.message);
  }
  if (!file) return refused(reasons.unreadableFile, 'no payments');
  const { messageId } = file;
  const sha256 = hash.digest('hex');
  const answer = { kind: 'received', messageId, again: known !== undefined } as const;

  if (known !== undefined) {
    if (text(known, 'sha256') !== sha256) {
      return refused(reasons.messageIdUsedTwice, 'this message id belongs to another file');
    }
    if (text(known, 'state') === 'rejected') return { answer, answerLost: false };
  } else {
    await stage(bank, messageId, count - staged.length, staged);
    const rejection =
      file.count !== undefined && count !== file.count
        ? reasons.wrongCount
        : file.totalFen !== undefined && file.totalFen !== totalFen
          ? reasons.wrongControlSum
          : undefined;
    if (rejection !== undefined) {
      await rejectFile(bank, messageId, sha256, rejection);
      return { answer, answerLost: false };
    }
  }
  await beginDeciding(bank, messageId, sha256, count);
  await decideFile(bank, faults, messageId);
  return { answer, answerLost: await isAnswerLost(bank, messageId) };
}

/** What a stopped process left: unread files were never acknowledged, whole ones are decided to their end. */
export async function resumeFiles(bank: Bank, faults: BankFaults): Promise<void> {
  const open = bank.database.read(() =>
    bank.database
      .prepare(`SELECT message_id, state FROM files WHERE state IN ('receiving', 'deciding')`)
      .all(),
  );
  for (const row of open) {
    const messageId = text(row, 'message_id');
    if (text(row, 'state') === 'receiving') await forget(bank, messageId);
    else await decideFile(bank, faults, messageId);
  }
}

/** @throws UnreadableBankMessage from the iterator, also for columns of a bank that it does not play */
function paymentsIn(
  { profiles, clock }: Bank,
  content: AsyncIterable<Uint8Array | string>,
  inColumns: FileInColumns | undefined,
): AsyncIterable<PaymentFileRecord> {
  if (!inColumns) return readPain001(content);
  const format = profiles.get(inColumns.bank)?.files.formats.find((one) => one.format === 'csv');
  if (!format) throw new UnreadableBankMessage('unknown-message', 1, 0);
  return readPaymentCsv(content, format, { messageId: inColumns.messageId, executionDate: clock.today() });
}

async function* hashing(
  chunks: AsyncIterable<Uint8Array | string>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array | string> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

/** @returns the file, if the bank has taken it in before */
function beginFile(
  { database }: Bank,
  messageId: string,
  columnsOf: string | undefined,
): Promise<Row | undefined> {
  return database.write(() => {
    const known = database.prepare('SELECT * FROM files WHERE message_id = ?').get(messageId);
    if (known) return known;
    database
      .prepare(
        `INSERT INTO files (message_id, state, attempt, sha256, count) VALUES (?, 'receiving', 0, '', 0)`,
      )
      .run(messageId);
    if (columnsOf !== undefined) {
      database
        .prepare('INSERT OR REPLACE INTO files_in_columns (message_id, bank) VALUES (?, ?)')
        .run(messageId, columnsOf);
    }
    return undefined;
  });
}

function stage(
  { database }: Bank,
  messageId: string,
  before: number,
  payments: readonly Payment[],
): Promise<void> {
  return database.write(() => {
    const insert = database.prepare(
      `INSERT INTO lines (message_id, ordinal, end_to_end_id, fen, account, bank,
                          payment_information_id, debtor_account, execution_date)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    payments.forEach((payment, index) => {
      insert.run(
        messageId,
        before + index + 1,
        payment.endToEndId,
        payment.amountFen,
        payment.account,
        payment.bankId ?? null,
        payment.paymentInformationId,
        payment.debtorAccount,
        payment.executionDate,
      );
    });
  });
}

function forget({ database }: Bank, messageId: string): Promise<void> {
  return database.write(() => {
    database.prepare('DELETE FROM lines WHERE message_id = ?').run(messageId);
    database.prepare('DELETE FROM files WHERE message_id = ?').run(messageId);
    database.prepare('DELETE FROM files_in_columns WHERE message_id = ?').run(messageId);
  });
}

function rejectFile(bank: Bank, messageId: string, sha256: string, reason: string): Promise<void> {
  return bank.database.write(() => {
    bank.database
      .prepare(
        `UPDATE files SET state = 'rejected', attempt = 1, sha256 = ?, reason = ? WHERE message_id = ?`,
      )
      .run(sha256, reason, messageId);
    bank.database.prepare('DELETE FROM lines WHERE message_id = ?').run(messageId);
    queueReport(bank, messageId);
  });
}

function beginDeciding({ database }: Bank, messageId: string, sha256: string, count: number): Promise<void> {
  return database.write(() => {
    database
      .prepare(
        `UPDATE files SET state = 'deciding', attempt = attempt + 1, sha256 = ?, count = ? WHERE message_id = ?`,
      )
      .run(sha256, count, messageId);
    database
      .prepare('UPDATE lines SET answer = NULL, reason = NULL WHERE message_id = ? AND answer IS NOT NULL')
      .run(messageId);
  });
}

async function decideFile(bank: Bank, faults: BankFaults, messageId: string): Promise<void> {
  const { database } = bank;
  let after = 0;
  for (let more = true; more;) {
    more = await database.write(() => {
      const lines = database
        .prepare('SELECT * FROM lines WHERE message_id = ? AND ordinal > ? ORDER BY ordinal LIMIT ?')
        .all(messageId, after, batchSize);
      for (const line of lines) {
        after = whole(line, 'ordinal');
        if (optionalText(line, 'answer') === undefined) decideLine(bank, faults, line);
      }
      return lines.length === batchSize;
    });
  }
  await database.write(() => {
    database.prepare(`UPDATE files SET state = 'received' WHERE message_id = ?`).run(messageId);
    const heard = database
      .prepare(`SELECT 1 FROM lines WHERE message_id = ? AND answer IN ('ACSP', 'RJCT') LIMIT 1`)
      .get(messageId);
    if (heard) queueReport(bank, messageId);
  });
}

interface Decision {
  /** How the line is answered; the three at the end not at all. */
  readonly answer: 'ACSP' | 'RJCT' | 'timeout-paid' | 'timeout-unpaid' | 'lost';
  readonly reason?: string;
}

function decideLine(bank: Bank, faults: BankFaults, line: Row): void {
  const { database } = bank;
  const known = database
    .prepare('SELECT * FROM payments WHERE end_to_end_id = ?')
    .get(text(line, 'end_to_end_id'));
  // What never arrived is not struck again: whoever asks, and sends it again, is served.
  const first = known === undefined;
  const decision =
    known === undefined || text(known, 'status') === 'lost'
      ? decideNew(bank, first ? faults : undefined, line)
      : decideKnown(known, line);
  const { answer, reason = null } = decision;
  if (first || text(known, 'status') === 'lost') book(bank, faults, line, decision);
  database
    .prepare('UPDATE lines SET answer = ?, reason = ? WHERE message_id = ? AND ordinal = ?')
    .run(answer, reason, text(line, 'message_id'), whole(line, 'ordinal'));
}

function decideNew(bank: Bank, faults: BankFaults | undefined, line: Row): Decision {
  const endToEndId = text(line, 'end_to_end_id');
  const creditorBank = optionalText(line, 'bank');
  if (bank.knownBanks && !(creditorBank !== undefined && bank.knownBanks.has(creditorBank))) {
    return { answer: 'RJCT', reason: reasons.unknownBank };
  }
  const reason = rejectionReason(text(line, 'account'));
  if (reason !== undefined) return { answer: 'RJCT', reason };
  if (faults && strikes(faults, 'reject', endToEndId)) {
    return { answer: 'RJCT', reason: drawn(rejectionReasons, endToEndId) };
  }
  if (faults && strikes(faults, 'timeoutUnpaid', endToEndId)) return { answer: 'timeout-unpaid' };
  if (faults && strikes(faults, 'lose', endToEndId)) return { answer: 'lost' };
  if (faults && strikes(faults, 'timeoutPaid', endToEndId)) return { answer: 'timeout-paid' };
  return { answer: 'ACSP' };
}

/** The bank has this payment: it says so, and pays nothing more. */
function decideKnown(known: Row, line: Row): Decision {
  const samePayment =
    whole(known, 'fen') === whole(line, 'fen') &&
    text(known, 'account') === text(line, 'account') &&
    !(
      text(known, 'message_id') === text(line, 'message_id') &&
      whole(known, 'ordinal') !== whole(line, 'ordinal')
    );
  if (!samePayment) return { answer: 'RJCT', reason: reasons.endToEndIdUsedTwice };
  const reason = optionalText(known, 'reason');
  return reason === undefined ? { answer: 'ACSP' } : { answer: 'RJCT', reason };
}

function book(bank: Bank, faults: BankFaults, line: Row, { answer, reason }: Decision): void {
  const { database } = bank;
  const day = calendarDate(text(line, 'execution_date'));
  const endToEndId = text(line, 'end_to_end_id');
  const amountFen = whole(line, 'fen');
  const status =
    answer === 'RJCT' ? 'rejected' : answer === 'lost' || answer === 'timeout-unpaid' ? 'lost' : 'accepted';
  database
    .prepare(
      `INSERT OR REPLACE INTO payments (end_to_end_id, message_id, ordinal, debtor_account, account, fen,
                                        execution_date, status, reason, twice, wrong_fen, return_reason)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      endToEndId,
      text(line, 'message_id'),
      whole(line, 'ordinal'),
      text(line, 'debtor_account'),
      text(line, 'account'),
      amountFen,
      strikes(faults, 'reorder', endToEndId) ? plusDays(day, 1) : day,
      status,
      reason ?? null,
      strikes(faults, 'duplicate', endToEndId) ? 1 : 0,
      strikes(faults, 'wrongAmount', endToEndId) ? wrongAmount(endToEndId, amountFen) : null,
      returnReason(text(line, 'account')) ??
        (strikes(faults, 'return', endToEndId) ? drawn(returnReasons, endToEndId) : null),
    );
  if (status === 'accepted' && strikes(faults, 'foreign', endToEndId)) {
    planForeign(bank, day, text(line, 'debtor_account'), endToEndId);
  }
}

/** A yuan too much or too little, by chance; never less than a fen. */
function wrongAmount(endToEndId: string, amountFen: number): number {
  return amountFen > 100 && chance(`less/${endToEndId}`) < 0.5 ? amountFen - 100 : amountFen + 100;
}

const rejectionReasons = ['AC01', 'AC04', 'AC06', 'BE04'] as const;
const returnReasons = ['AC01', 'AC04', 'AC06', 'BE04', 'MD07'] as const;

function drawn(codes: readonly [string, ...string[]], endToEndId: string): string {
  return codes[Math.floor(chance(`reason/${endToEndId}`) * codes.length)] ?? codes[0];
}

/** One payment whose answer is lost loses the answer to its whole file. */
function isAnswerLost({ database }: Bank, messageId: string): Promise<boolean> {
  return database.write(
    () =>
      database
        .prepare(
          `SELECT 1 FROM lines WHERE message_id = ? AND answer IN ('timeout-paid', 'timeout-unpaid') LIMIT 1`,
        )
        .get(messageId) !== undefined,
  );
}
