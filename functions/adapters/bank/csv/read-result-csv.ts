import { type BankProblem, longestText, type Reason } from '../../../contracts/bank/bank-record.ts';
import type { BankRecord } from '../../../contracts/bank/bank-record.ts';
import type { CsvResults } from '../../../contracts/bank/csv-results.ts';
import { addFen, type Fen, zeroFen } from '../../../domain/money/fen.ts';
import type { CalendarDate } from '../../../domain/time/calendar-date.ts';
import { RecordSink } from '../record-sink.ts';
import { type SectionedRow, sectionsOf } from './csv-sections.ts';
import { amountIn, dateIn } from './csv-values.ts';
import { readLines, type TextLimits } from './text-lines.ts';

type FileField = 'messageId' | 'originalMessageId' | 'account' | 'date' | 'count' | 'total';
type Columns = CsvResults['columns'][number];
type RowField = NonNullable<Columns['field']>;

export interface ReadResultCsvOptions {
  /** Of a file that has no id of its own. */
  readonly messageId: string;
  readonly limits?: Partial<TextLimits>;
}

/**
 * Reads a bank's results in columns, record by record, as `readBankMessage` reads its XML. An odd line becomes a
 * `problem` and the rest goes on; a file that is not what the bank's profile says, or not all of it, is refused.
 * @throws UnreadableBankMessage from the iterator
 */
export async function* readResultCsv(
  chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
  profile: CsvResults,
  { messageId, limits = {} }: ReadResultCsvOptions,
): AsyncGenerator<BankRecord> {
  const { columns, header, trailer } = profile;
  const hasTitles = columns.some(({ title }) => title !== undefined);
  const shape = { ...profile, hasHeader: header !== undefined, hasTitles, hasTrailer: trailer !== undefined };
  let line = 1;
  const sink = new RecordSink(() => ({ line, column: 0 }));
  const said = new Map<FileField, string>();
  const rows = resultRows(profile, sink, said);
  let begun = false;
  const begin = (): void => {
    if (begun) return;
    begun = true;
    sink.emit({ kind: 'message', message: 'csv', messageId: said.get('messageId') ?? messageId });
    sink.emit({ kind: 'group-status', originalMessageId: said.get('originalMessageId'), reasons: [] });
    const account = said.get('account');
    if (account !== undefined) sink.emit({ kind: 'statement', statementId, account });
  };

  for await (const row of sectionsOf(readLines(chunks, profile.encoding, limits), shape)) {
    line = row.line;
    if (row.section === 'header') readFileCells(row, header ?? [], said, sink);
    else if (row.section === 'trailer') readFileCells(row, trailer ?? [], said, sink);
    else if (row.section === 'titles') {
      const isSame = columns.every(({ title }, at) => title === row.cells?.[at]);
      if (!isSame || row.cells?.length !== columns.length) sink.refuse('not-columns');
    } else {
      begin();
      rows.take(row);
    }
    for (const record of sink.take()) yield record;
  }
  begin();
  rows.end();
  sink.end();
  for (const record of sink.take()) yield record;
}

/** A file of results is one list. */
const statementId = 'CSV';

function readFileCells(
  { cells }: SectionedRow,
  known: NonNullable<CsvResults['header']>,
  said: Map<FileField, string>,
  sink: RecordSink,
): void {
  if (cells?.length !== known.length) return sink.refuse('not-columns');
  for (const [at, cell] of known.entries()) {
    const text = cells[at] ?? '';
    if ('text' in cell && text !== cell.text) sink.refuse('not-columns');
    if ('field' in cell && text !== '') said.set(cell.field, text.slice(0, 35));
  }
}

function resultRows(profile: CsvResults, sink: RecordSink, said: ReadonlyMap<FileField, string>) {
  const { columns, statuses, reasons } = profile;
  const meaningOf = new Map(Object.entries(statuses));
  const codeOf = new Map(Object.entries(reasons));
  let [rows, readable] = [0, true];
  let totalFen: Fen = zeroFen;

  function reasonsOf(texts: ReadonlyMap<RowField, string>): Reason[] {
    const [word, information] = [texts.get('reason'), texts.get('reasonText')];
    const code = word === undefined ? undefined : codeOf.get(word);
    if (word === undefined && information === undefined) return [];
    return [
      {
        ...(code !== undefined && { code }),
        ...(word !== undefined && { proprietary: word.slice(0, 35) }),
        ...(information !== undefined && { information: information.slice(0, longestText).toWellFormed() }),
      },
    ];
  }

  function dateOf(texts: ReadonlyMap<RowField, string>): CalendarDate | undefined {
    const text = texts.get('date') ?? said.get('date');
    const date = text === undefined ? undefined : dateIn(text, profile.dates);
    if (text !== undefined && date === undefined) sink.problem('bad-date', 'date');
    return date;
  }

  return {
    take({ cells, line }: SectionedRow): void {
      rows += 1;
      const texts = new Map<RowField, string>();
      for (const [at, { field }] of columns.entries()) {
        const text = cells?.[at]?.trim();
        if (field !== undefined && text !== undefined && text !== '') texts.set(field, text);
      }
      const amountFen = amountIn(texts.get('amount') ?? '', profile.amounts);
      if (amountFen === undefined || cells?.length !== columns.length) readable = false;
      else totalFen = addFen(totalFen, amountFen);
      const odd = (problem: BankProblem, at: string): void =>
        sink.problem(problem, at, { endToEndId: shortEnough(texts.get('endToEndId')) });
      const endToEndId = texts.get('endToEndId');
      const meaning = meaningOf.get(texts.get('status') ?? '');
      if (cells?.length !== columns.length) {
        odd('bad-row', 'row');
        return;
      }
      if (endToEndId === undefined) {
        odd('missing-end-to-end-id', 'endToEndId');
        return;
      }
      if (endToEndId.length > 35) {
        odd('bad-identifier', 'endToEndId');
        return;
      }
      if (amountFen === undefined || amountFen < 0) {
        odd('bad-amount', 'amount');
        return;
      }
      if (meaning === undefined) {
        odd('unknown-status', 'status');
        return;
      }
      const bankReference = shortEnough(texts.get('reference'));
      if (meaning === 'paid' || meaning === 'returned') {
        sink.emit({
          kind: 'line',
          statementId,
          entry: rows,
          detail: 0,
          line,
          direction: meaning === 'paid' ? 'debit' : 'credit',
          reversal: false,
          status: 'booked',
          amountFen,
          bookedOn: dateOf(texts),
          endToEndId,
          bankReference,
          returned: meaning === 'returned' ? { reason: reasonsOf(texts)[0] } : undefined,
        });
        return;
      }
      sink.emit({
        kind: 'payment-status',
        originalMessageId: said.get('originalMessageId'),
        endToEndId,
        status: { accepted: 'ACSP', pending: 'PDNG', rejected: 'RJCT' }[meaning],
        reasons: reasonsOf(texts),
        neverReceived: false,
        bankReference,
        amountFen,
        line,
      });
    },
    /** A file that says more or fewer lines than it has is not whole; another sum is told beside its lines. */
    end(): void {
      const [count, total] = [said.get('count'), said.get('total')];
      if (count !== undefined && count !== String(rows)) sink.refuse('does-not-add-up');
      const saidFen = total === undefined ? undefined : amountIn(total, profile.amounts);
      if (total !== undefined && readable && saidFen !== totalFen) sink.problem('total-differs', 'total');
    },
  };
}

function shortEnough(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= 35 ? text : undefined;
}
