import type { CsvResults } from '../../functions/contracts/bank/csv-results.ts';
import { type Fen, fen } from '../../functions/domain/money/fen.ts';
import { calendarDate, dateInShanghai } from '../../functions/domain/time/calendar-date.ts';
import { type Bank, batchSize } from './bank.ts';
import { optionalText, type Row, text, whole } from './row.ts';
import { type CamtEntry, writeCamt053, writeCamt054 } from './write-camt.ts';
import { type ReportedPayment, writePain002 } from './write-pain002.ts';
import { type AnsweredPayment, hasWordFor, writeResultCsv } from './write-result-csv.ts';

/** A message of the bank on its way. The same name is the same message, also when it is sent again. */
export interface BankMessage {
  readonly name: string;
  readonly kind: 'pain.002' | 'camt.053' | 'camt.054' | 'csv';
  /** Whose columns it is in, where it answers a file in columns. */
  readonly bank?: string;
  readonly content: AsyncIterable<string | Uint8Array>;
}

/** Within a write: the answer to a file. One still unsent to an earlier attempt has become untrue. */
export function queueReport(bank: Bank, messageId: string): void {
  bank.database
    .prepare(`DELETE FROM outgoing WHERE kind = 'pain.002' AND message_id = ? AND delivered = 0`)
    .run(messageId);
  bank.database
    .prepare(`INSERT INTO outgoing (kind, created_at, message_id) VALUES ('pain.002', ?, ?)`)
    .run(bank.clock.now(), messageId);
}

/** Within a write. */
export function queueStatement(bank: Bank, account: string, sequence: number, at: string): void {
  queueCamt(bank, 'camt.053', account, sequence, at);
}

/** Within a write: the returns of a statement, told before it. */
export function queueNotification(bank: Bank, account: string, sequence: number, at: string): void {
  queueCamt(bank, 'camt.054', account, sequence, at);
}

function queueCamt({ database }: Bank, kind: string, account: string, sequence: number, at: string): void {
  database
    .prepare('INSERT INTO outgoing (kind, created_at, account, sequence) VALUES (?, ?, ?, ?)')
    .run(kind, at, account, sequence);
}

/** Messages that were not delivered yet, the oldest first. */
export function waiting({ database }: Bank): readonly Row[] {
  return database.read(() =>
    database.prepare('SELECT * FROM outgoing WHERE delivered = 0 ORDER BY id').all(),
  );
}

export function markDelivered({ database }: Bank, id: number): Promise<void> {
  return database.write(() => {
    database.prepare('UPDATE outgoing SET delivered = 1 WHERE id = ?').run(id);
  });
}

/** The last answer to a file. */
export function reportOf({ database }: Bank, messageId: string): Row | undefined {
  return database.read(() =>
    database
      .prepare(`SELECT * FROM outgoing WHERE kind = 'pain.002' AND message_id = ? ORDER BY id DESC LIMIT 1`)
      .get(messageId),
  );
}

/** The message of an outgoing row, its content made as it is read. */
export function messageOf(bank: Bank, row: Row): BankMessage {
  const kind = text(row, 'kind');
  const id = `${bank.bankId}-${String(whole(row, 'id')).padStart(9, '0')}`;
  if (kind === 'pain.002') {
    const columns = columnsOf(bank, text(row, 'message_id'));
    if (columns)
      return { name: `${id}.csv`, kind: 'csv', bank: columns.bank, content: list(bank, row, id, columns) };
    return { name: `${id}.pain.002.xml`, kind, content: report(bank, row, id) };
  }
  const content = camt(bank, row, id);
  return kind === 'camt.054'
    ? { name: `${id}.camt.054.xml`, kind, content }
    : { name: `${id}.camt.053.xml`, kind: 'camt.053', content };
}

function report(bank: Bank, row: Row, id: string): AsyncIterable<string> {
  const { database } = bank;
  const messageId = text(row, 'message_id');
  const { file, count } = database.read(() => ({
    file: database.prepare('SELECT * FROM files WHERE message_id = ?').get(messageId),
    count: database
      .prepare(
        `SELECT COUNT(*) AS lines, COALESCE(SUM(answer = 'ACSP'), 0) AS accepted,
                COALESCE(SUM(answer = 'RJCT'), 0) AS rejected
         FROM lines WHERE message_id = ?`,
      )
      .get(messageId),
  }));
  if (!file || !count) throw new Error(`the bank has no file ${messageId} to report on`);
  const [lines, accepted, rejected] = [
    whole(count, 'lines'),
    whole(count, 'accepted'),
    whole(count, 'rejected'),
  ];
  // Only where every payment is answered alike does the file have an answer of its own.
  const groupStatus = rejected === lines ? 'RJCT' : accepted === lines ? 'ACSP' : 'PART';
  const original = {
    messageId: id,
    createdAt: text(row, 'created_at'),
    bankId: bank.bankId,
    originalMessageId: messageId,
    groupStatus,
    groupReason: optionalText(file, 'reason'),
  };
  return writePain002({ ...original, payments: answeredLines(bank, messageId) }, bank.versions.pain002);
}

interface Columns {
  readonly bank: string;
  readonly results: CsvResults;
}

/** How a bank of columns lists its answers; undefined for a file that came as pain.001. */
function columnsOf({ database, profiles }: Bank, messageId: string): Columns | undefined {
  const known = database.read(() =>
    database.prepare('SELECT bank FROM files_in_columns WHERE message_id = ?').get(messageId),
  );
  const code = known && text(known, 'bank');
  const results = code === undefined ? undefined : profiles.get(code)?.answers.csv;
  return code === undefined || !results ? undefined : { bank: code, results };
}

const meanings = { ACSP: 'accepted', RJCT: 'rejected' } as const;

function list(bank: Bank, row: Row, id: string, { results }: Columns): AsyncIterable<Uint8Array> {
  const { database } = bank;
  const messageId = text(row, 'message_id');
  const answers = (['ACSP', 'RJCT'] as const).filter((answer) => hasWordFor(results, meanings[answer]));
  const sums = database.read(() =>
    database
      .prepare(
        `SELECT COUNT(*) AS lines, COALESCE(SUM(fen), 0) AS fen, MAX(debtor_account) AS account
         FROM lines WHERE message_id = ? AND answer IN (${answers.map(() => '?').join()})`,
      )
      .get(messageId, ...answers),
  );
  return writeResultCsv(
    {
      messageId: id,
      originalMessageId: messageId,
      account: (sums && optionalText(sums, 'account')) ?? '',
      date: dateInShanghai(Date.parse(text(row, 'created_at'))),
      count: sums ? whole(sums, 'lines') : 0,
      totalFen: fen(sums ? whole(sums, 'fen') : 0),
      payments: answeredPayments(bank, messageId),
    },
    results,
  );
}

async function* answeredPayments(bank: Bank, messageId: string): AsyncGenerator<AnsweredPayment> {
  for await (const { endToEndId, amountFen, status, reason } of answeredLines(bank, messageId)) {
    const meaning = status === 'ACSP' ? 'accepted' : 'rejected';
    yield { endToEndId, amountFen, meaning, ...(reason === undefined ? {} : { reason }) };
  }
}

async function* answeredLines(
  { database }: Bank,
  messageId: string,
): AsyncGenerator<ReportedPayment & { readonly amountFen: Fen }> {
  const select = `SELECT * FROM lines WHERE message_id = ? AND ordinal > ? AND answer IN ('ACSP', 'RJCT')
                  ORDER BY ordinal LIMIT ?`;
  for (let after = 0; ;) {
    const rows = database.read(() => database.prepare(select).all(messageId, after, batchSize));
    for (const row of rows) {
      after = whole(row, 'ordinal');
      yield {
        paymentInformationId: text(row, 'payment_information_id'),
        endToEndId: text(row, 'end_to_end_id'),
        status: text(row, 'answer'),
        reason: optionalText(row, 'reason'),
        amountFen: fen(whole(row, 'fen')),
      };
    }
    if (rows.length < batchSize) return;
  }
}

function camt(bank: Bank, row: Row, id: string): AsyncIterable<string> {
  const { database, bankId, versions } = bank;
  const [account, sequence] = [text(row, 'account'), whole(row, 'sequence')];
  const statement = database.read(() =>
    database.prepare('SELECT * FROM statements WHERE account = ? AND sequence = ?').get(account, sequence),
  );
  if (!statement) throw new Error(`the bank has no statement ${String(sequence)} of the account`);
  const common = { messageId: id, createdAt: text(row, 'created_at'), account, bankId, sequence };
  if (text(row, 'kind') === 'camt.054') {
    return writeCamt054({ ...common, entries: entriesOf(bank, statement, 'return') }, versions.camt054);
  }
  return writeCamt053(
    {
      ...common,
      day: calendarDate(text(statement, 'day')),
      openingFen: fen(whole(statement, 'opening_fen')),
      closingFen: fen(whole(statement, 'closing_fen')),
      entries: entriesOf(bank, statement, undefined),
    },
    versions.camt053,
  );
}

const subfamilies: Readonly<Record<string, string>> = { return: 'RRTN', correction: 'ADJT' };

async function* entriesOf(
  { database }: Bank,
  statement: Row,
  only: string | undefined,
): AsyncGenerator<CamtEntry> {
  const select = 'SELECT * FROM entries WHERE account = ? AND id > ? AND id <= ? ORDER BY id LIMIT ?';
  const [account, last] = [text(statement, 'account'), whole(statement, 'last_entry')];
  for (let after = whole(statement, 'after_entry'); ;) {
    const rows = database.read(() => database.prepare(select).all(account, after, last, batchSize));
    for (const row of rows) {
      after = whole(row, 'id');
      const kind = text(row, 'kind');
      if (only !== undefined && kind !== only) continue;
      yield {
        reference: text(row, 'reference'),
        amountFen: fen(whole(row, 'fen')),
        bookedOn: text(row, 'booked_on'),
        subfamily: subfamilies[kind] ?? 'DMCT',
        reversal: kind === 'correction',
        messageId: optionalText(row, 'message_id'),
        endToEndId: optionalText(row, 'end_to_end_id'),
        returnReason: optionalText(row, 'reason'),
      };
    }
    if (rows.length < batchSize) return;
  }
}
