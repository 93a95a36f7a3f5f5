import type { FileFormat } from '../../contracts/bank/bank-profile.ts';
import type { PaymentFile } from '../../contracts/bank/payment-file.ts';
import { writePaymentCsv } from './csv/write-payment-csv.ts';
import { writePain001 } from './iso20022/write-pain001.ts';

/**
 * A file of payments in the format that its bank takes, as a stream of bytes. The same file gives the same bytes.
 * @throws UnwritablePayment, PaymentFileMismatch from the iterator
 */
export async function* writeBankFile(
  file: PaymentFile,
  format: FileFormat,
): AsyncGenerator<Buffer<ArrayBuffer>> {
  if (format.format === 'csv') {
    yield* writePaymentCsv(file, format);
    return;
  }
  for await (const text of writePain001(file, format.version)) yield Buffer.from(text, 'utf8');
}
