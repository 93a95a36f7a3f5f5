import type { CsvFormat, FileCell, PaymentColumn } from '../../../contracts/bank/csv-file.ts';
import {
  UnreadableBankMessage,
  type UnreadableCode,
} from '../../../contracts/bank/unreadable-bank-message.ts';
import type { CalendarDate } from '../../../domain/time/calendar-date.ts';
import { addFen, type Fen, zeroFen } from '../../../domain/money/fen.ts';
import type { PaymentFileRecord } from '../payment-file-record.ts';
import { sectionsOf } from './csv-sections.ts';
import { amountIn, dateIn } from './csv-values.ts';
import { readLines, type TextLimits } from './text-lines.ts';

type FileField = Extract<FileCell, { field: string }>['field'];
type PaymentField = Extract<PaymentColumn, { field: string }>['field'];

/** What the sender has told otherwise, of a file whose columns do not say it. */
export interface Assumed {
  readonly messageId?: string;
  readonly debtorAccount?: string;
  readonly executionDate?: CalendarDate;
}

/**
 * Reads a file of payments in a bank's columns as the bank does: strictly, since paying half a file is worse than
 * refusing it. Count and total are compared here, wherever the profile has them.
 * @throws UnreadableBankMessage from the iterator, also for one payment that says too little
 */
export async function* readPaymentCsv(
  chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
  format: CsvFormat,
  assumed: Assumed = {},
  limits: Partial<TextLimits> = {},
): AsyncGenerator<PaymentFileRecord> {
  const { columns, header, trailer } = format;
  const hasTitles = columns.some(({ title }) => title !== undefined);
  const shape = { ...format, hasHeader: header !== undefined, hasTitles, hasTrailer: trailer !== undefined };
  const said = new Map<FileField, string>();
  let line = 1;
  let count = 0;
  let totalFen: Fen = zeroFen;
  let begun = false;
  const refuse = (code: UnreadableCode): never => {
    throw new UnreadableBankMessage(code, line, 0);
  };
  const required = <T>(value: T | undefined): T => value ?? refuse('missing-identification');
  const messageId = (): string => required(said.get('messageId') ?? assumed.messageId);
  const fileRecord = (): PaymentFileRecord => ({
    kind: 'file',
    messageId: messageId(),
    count: undefined,
    totalFen: undefined,
  });

  for await (const row of sectionsOf(readLines(chunks, format.encoding, limits), shape)) {
    line = row.line;
    const { section, cells = refuse('not-columns') } = row;
    if (section === 'header' || section === 'trailer') {
      const known = (section === 'header' ? header : trailer) ?? [];
      if (cells.length !== known.length) refuse('not-columns');
      for (const [at, cell] of known.entries()) {
        const text = cells[at] ?? '';
        if ('field' in cell) said.set(cell.field, text);
        else if (text !== cell.text) refuse('not-columns');
      }
      continue;
    }
    if (cells.length !== columns.length) refuse('not-columns');
    if (section === 'titles') {
      if (columns.some(({ title }, at) => title !== cells[at])) refuse('not-columns');
      continue;
    }
    if (!begun) yield fileRecord();
    begun = true;
    const texts = new Map<PaymentField, string>();
    for (const [at, column] of columns.entries()) {
      const text = cells[at];
      if ('field' in column && text !== undefined && text !== '') texts.set(column.field, text);
    }
    const amountFen = required(amountIn(texts.get('amount') ?? '', format.amounts));
    const date = texts.get('executionDate') ?? said.get('executionDate');
    count += 1;
    totalFen = addFen(totalFen, amountFen);
    yield {
      kind: 'payment',
      endToEndId: required(texts.get('endToEndId')),
      amountFen,
      account: required(texts.get('account')),
      bankId: texts.get('bank'),
      name: texts.get('name'),
      remittance: texts.get('remittance'),
      paymentInformationId: messageId(),
      debtorAccount: required(
        texts.get('debtorAccount') ?? said.get('debtorAccount') ?? assumed.debtorAccount,
      ),
      executionDate: required(date === undefined ? assumed.executionDate : dateIn(date, format.dates)),
    };
  }
  if (!begun) yield fileRecord();
  const [saidCount, saidTotal] = [said.get('count'), said.get('total')];
  if (saidCount === undefined || saidTotal === undefined) refuse('truncated');
  if (saidCount !== String(count) || amountIn(saidTotal ?? '', format.amounts) !== totalFen)
    refuse('does-not-add-up');
}
