import {
  csvCarries,
  type CsvFormat,
  type FileCell,
  type PaymentColumn,
} from '../../../contracts/bank/csv-file.ts';
import type { CreditTransfer, PaymentBatch, PaymentFile } from '../../../contracts/bank/payment-file.ts';
import { payeeFits } from '../../../contracts/bank/payee-fits.ts';
import { UnwritablePayment } from '../../../contracts/bank/unwritable-payment.ts';
import { dateInShanghai } from '../../../domain/time/calendar-date.ts';
import { lineOf } from './csv-rows.ts';
import { amountText, dateText } from './csv-values.ts';
import { encodeGb18030 } from './gb18030.ts';
import { checkedFile, checkedPayments } from '../checked-payments.ts';
import { inChunks } from '../iso20022/xml-text.ts';

/**
 * A file of payments in a bank's columns, as a stream of bytes: header, titles, a line a payment, trailer, each as
 * the bank's profile has it. The same file gives the same bytes. The trailer is written only when count and total are
 * what was announced.
 * @throws UnwritablePayment, PaymentFileMismatch from the iterator
 */
export async function* writePaymentCsv(
  file: PaymentFile,
  format: CsvFormat,
): AsyncGenerator<Buffer<ArrayBuffer>> {
  for await (const text of inChunks(lines(file, format))) yield encode(text, format);
}

function encode(text: string, { encoding }: CsvFormat): Buffer<ArrayBuffer> {
  return encoding === 'utf-8' ? Buffer.from(text) : encodeGb18030(text);
}

async function* lines(file: PaymentFile, format: CsvFormat): AsyncGenerator<string> {
  const checked = checkedFile(file);
  const { columns, header, trailer } = format;
  const [batch, ...others] = checked.batches;
  const end = format.lineEnd === 'crlf' ? '\r\n' : '\n';
  const about = (cells: readonly FileCell[]): string => {
    // The one line for the whole file names one payer.
    if (!batch || others.length > 0) throw new UnwritablePayment('the bank’s columns have one debtor a file');
    const texts = cells.map((cell) =>
      'text' in cell ? cell.text : fileText(cell.field, checked, batch, format),
    );
    return row(texts, format, 'the file') + end;
  };

  if (format.byteOrderMark) yield '\uFEFF';
  if (header) yield about(header);
  if (columns.some(({ title }) => title !== undefined)) {
    const titles = columns.map(({ title = '' }) => title);
    yield row(titles, format, 'the file') + end;
  }
  let number = 0;
  for (const one of checked.batches) {
    for await (const payment of checkedPayments(one)) {
      number += 1;
      yield paymentLine(payment, one, number, format) + end;
    }
  }
  if (trailer) yield about(trailer);
}

function fileText(
  field: Extract<FileCell, { field: string }>['field'],
  file: ReturnType<typeof checkedFile>,
  { debtor, executionDate }: PaymentBatch,
  format: CsvFormat,
): string {
  switch (field) {
    case 'messageId':
      return file.messageId;
    case 'createdOn':
      return dateText(dateInShanghai(Date.parse(file.createdAt)), format.dates);
    case 'executionDate':
      return dateText(executionDate, format.dates);
    case 'initiatingParty':
      return file.initiatingParty;
    case 'debtorName':
      return debtor.name;
    case 'debtorAccount':
      return debtor.account;
    case 'debtorBank':
      return debtor.bankId;
    case 'count':
      return String(file.count);
    case 'total':
      return amountText(file.totalFen, format.amounts);
  }
}

function paymentLine(
  payment: CreditTransfer,
  batch: PaymentBatch,
  number: number,
  format: CsvFormat,
): string {
  const what = `payment ${String(number)}`;
  if (!payeeFits(format, payment.creditor, batch.debtor.bankId)) {
    throw new UnwritablePayment(`${what} cannot be written: creditor`);
  }
  const texts = format.columns.map((column) =>
    'text' in column ? column.text : paymentText(column.field, payment, batch, number, format),
  );
  return row(texts, format, what);
}

function paymentText(
  field: Extract<PaymentColumn, { field: string }>['field'],
  { endToEndId, amountFen, creditor, remittance }: CreditTransfer,
  { debtor, executionDate }: PaymentBatch,
  number: number,
  format: CsvFormat,
): string {
  switch (field) {
    case 'number':
      return String(number);
    case 'endToEndId':
      return endToEndId;
    case 'name':
      return creditor.name;
    case 'account':
      return creditor.account;
    case 'bank':
      return creditor.bankId;
    case 'amount':
      return amountText(amountFen, format.amounts);
    case 'remittance':
      return remittance ?? '';
    case 'executionDate':
      return dateText(executionDate, format.dates);
    case 'debtorAccount':
      return debtor.account;
  }
}

/** @param what is written, for the one who is told that it cannot be */
function row(texts: readonly string[], format: CsvFormat, what: string): string {
  const odd = texts.findIndex((text) => !csvCarries(format, text));
  if (odd >= 0) throw new UnwritablePayment(`${what} cannot be written: column ${String(odd + 1)}`);
  return lineOf(texts, format);
}
