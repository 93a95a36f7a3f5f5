import * as z from 'zod';
import {
  creditTransferSchema,
  type CreditTransfer,
  type PaymentBatch,
  paymentBatchHeaderSchema,
  type PaymentFile,
  paymentFileHeaderSchema,
} from '../../contracts/bank/payment-file.ts';
import { UnwritablePayment } from '../../contracts/bank/unwritable-payment.ts';
import { addFen, type Fen, zeroFen } from '../../domain/money/fen.ts';

/** What was streamed is not what was announced, so nothing of the file may be used (invariant 9). */
export class PaymentFileMismatch extends Error {
  override readonly name = 'PaymentFileMismatch';
}

const paymentSchema = z.compile(creditTransferSchema);

/** A file whose headers are checked, and what they come to. @throws UnwritablePayment */
export function checkedFile({ batches, ...header }: PaymentFile) {
  const parsed = paymentFileHeaderSchema.safeParse(header);
  if (!parsed.success) throw unwritable('the file', parsed.error);
  const checked = batches.map(({ payments, ...batch }): PaymentBatch => {
    const parsedBatch = paymentBatchHeaderSchema.safeParse(batch);
    if (!parsedBatch.success) throw unwritable('the file', parsedBatch.error);
    return { ...parsedBatch.data, payments };
  });
  if (checked.length === 0) throw new UnwritablePayment('the file has nothing to pay');
  return {
    ...parsed.data,
    batches: checked,
    count: checked.reduce((sum, { count }) => sum + count, 0),
    totalFen: addFen(...checked.map(({ totalFen }) => totalFen)),
  };
}

/**
 * The payments of a batch as they come, each checked.
 * @throws UnwritablePayment; and PaymentFileMismatch, at the end at the latest, when they are not what was announced
 */
export async function* checkedPayments({
  paymentInformationId,
  payments,
  count,
  totalFen,
}: PaymentBatch): AsyncGenerator<CreditTransfer> {
  let seen = 0;
  let seenFen: Fen = zeroFen;
  for await (const payment of payments) {
    const checked = paymentSchema.safeParse(payment);
    if (!checked.success) throw unwritable(`payment ${String(seen + 1)}`, checked.error);
    seen += 1;
    seenFen = addFen(seenFen, checked.data.amountFen);
    if (seen > count || seenFen > totalFen) break;
    yield checked.data;
  }
  if (seen !== count || seenFen !== totalFen) {
    throw new PaymentFileMismatch(
      `${paymentInformationId}: announced ${String(count)} payments of ${String(totalFen)} fen, ` +
        `read ${String(seen)} of ${String(seenFen)}`,
    );
  }
}

function unwritable(what: string, error: z.ZodError): UnwritablePayment {
  const members = [...new Set(error.issues.map((issue) => issue.path.join('.') || issue.code))];
  return new UnwritablePayment(`${what} cannot be written: ${members.join(', ')}`);
}
