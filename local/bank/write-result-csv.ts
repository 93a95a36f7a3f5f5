import { encodeGb18030 } from '../../functions/adapters/bank/csv/gb18030.ts';
import { lineOf } from '../../functions/adapters/bank/csv/csv-rows.ts';
import { amountText, dateText } from '../../functions/adapters/bank/csv/csv-values.ts';
import { inChunks } from '../../functions/adapters/bank/iso20022/xml-text.ts';
import { csvCarries } from '../../functions/contracts/bank/csv-file.ts';
import type { CsvResults } from '../../functions/contracts/bank/csv-results.ts';
import { reasonText } from '../../functions/contracts/bank/reason-codes.ts';
import type { Fen } from '../../functions/domain/money/fen.ts';
import type { CalendarDate } from '../../functions/domain/time/calendar-date.ts';

type Meaning = CsvResults['statuses'][string];

/** How a payment was answered, in a code of the external code sets where it was refused. */
export interface AnsweredPayment {
  readonly endToEndId: string;
  readonly amountFen: Fen;
  readonly meaning: Meaning;
  readonly reason?: string | undefined;
}

export interface ResultList {
  readonly messageId: string;
  readonly originalMessageId: string;
  readonly account: string;
  readonly date: CalendarDate;
  /** Of the payments that the bank's columns have a word for. */
  readonly count: number;
  readonly totalFen: Fen;
  readonly payments: AsyncIterable<AnsweredPayment> | Iterable<AnsweredPayment>;
}

/** Whether a bank's columns have a word for this: some banks list only what they refuse. */
export function hasWordFor({ statuses }: CsvResults, meaning: Meaning): boolean {
  return Object.values(statuses).includes(meaning);
}

/** A bank's results in its own columns, as a stream of bytes: what `readResultCsv` reads. */
export async function* writeResultCsv(list: ResultList, profile: CsvResults): AsyncGenerator<Uint8Array> {
  for await (const text of inChunks(lines(list, profile)))
    yield profile.encoding === 'utf-8' ? Buffer.from(text) : encodeGb18030(text);
}

async function* lines(list: ResultList, profile: CsvResults): AsyncGenerator<string> {
  const { columns, header, trailer } = profile;
  if (header) yield fileLine(list, header, profile);
  if (columns.some(({ title }) => title !== undefined))
    yield line(
      columns.map(({ title = '' }) => title),
      profile,
    );
  for await (const payment of list.payments) {
    if (!hasWordFor(profile, payment.meaning)) continue;
    const texts = columns.map(({ field }) =>
      field === undefined ? '' : cell(field, payment, list, profile),
    );
    yield line(texts, profile);
  }
  if (trailer) yield fileLine(list, trailer, profile);
}

function line(texts: readonly string[], profile: CsvResults): string {
  return `${lineOf(texts, profile)}\r\n`;
}

function fileLine(
  { messageId, originalMessageId, account, date, count, totalFen }: ResultList,
  cells: NonNullable<CsvResults['header']>,
  profile: CsvResults,
): string {
  const said = {
    messageId,
    originalMessageId,
    account,
    date: dateText(date, profile.dates),
    count: String(count),
    total: amountText(totalFen, profile.amounts),
  };
  return line(
    cells.map((one) => ('text' in one ? one.text : 'field' in one ? said[one.field] : '')),
    profile,
  );
}

function cell(
  field: NonNullable<CsvResults['columns'][number]['field']>,
  { endToEndId, amountFen, meaning, reason }: AnsweredPayment,
  { date }: ResultList,
  profile: CsvResults,
): string {
  switch (field) {
    case 'endToEndId':
      return endToEndId;
    case 'amount':
      return amountText(amountFen, profile.amounts);
    case 'date':
      return dateText(date, profile.dates);
    case 'status':
      return keyOf(profile.statuses, meaning) ?? '';
    case 'reason':
      return reason === undefined ? '' : (keyOf(profile.reasons, reason) ?? reason);
    case 'reasonText': {
      const text = reason === undefined ? '' : (reasonText(reason).text?.['zh-CN'] ?? '');
      return csvCarries(profile, text) ? text : '';
    }
    case 'reference':
      return '';
  }
}

/** The bank's own word for something that its profile understands. */
function keyOf(words: Readonly<Record<string, string>>, meaning: string): string | undefined {
  return Object.entries(words).find(([, known]) => known === meaning)?.[0];
}
