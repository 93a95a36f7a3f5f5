import * as z from 'zod';
import { type Fen, isFen } from '../../domain/money/fen.ts';
import { type CalendarDate, isCalendarDate } from '../../domain/time/calendar-date.ts';

export const fenSchema = z.custom<Fen>((value) => typeof value === 'number' && isFen(value), 'not whole fen');

export const calendarDateSchema = z.custom<CalendarDate>(
  (value) => typeof value === 'string' && isCalendarDate(value),
  'not a calendar date (YYYY-MM-DD)',
);

/**
 * The characters every bank takes in a reference (the SWIFT "x" set without the space), at most 35, and no
 * slash at either end nor two together: some banks read those as field codes.
 */
const referenceSchema = z
  .string()
  .max(35)
  .regex(/^(?!\/)(?!.*\/\/)[A-Za-z0-9/?:().,'+-]+(?<!\/)$/, 'not a bank reference');

/**
 * Text that may go into a bank's file: what a person can read. Control characters, lone surrogates and
 * non-characters are refused rather than dropped, so that a name is never changed on its way.
 */
function writtenText(longest: number): z.ZodString {
  return z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029\u{FFFE}\u{FFFF}]+$/u, 'holds characters a bank file may not have')
    .regex(/\S/, 'blank');
}

/** A BIC (8 or 11 characters), a 12-digit CNAPS code, or another member number of the clearing system. */
const bankIdSchema = z.string().regex(/^[A-Za-z0-9]{1,35}$/, 'not a bank code');

const accountNumberSchema = z.string().regex(/^[A-Za-z0-9-]{1,34}$/, 'not an account number');

export const partySchema = z.strictObject({
  name: writtenText(140),
  account: accountNumberSchema,
  bankId: bankIdSchema,
});

/** Who pays or is paid: the account holder's name as the bank knows it, the account, its bank. */
export type Party = Readonly<z.infer<typeof partySchema>>;

/** One payment as a bank is told it. Whether a payee fits is asked before a run is prepared: the writer throws. */
export const creditTransferSchema = z.strictObject({
  endToEndId: referenceSchema,
  amountFen: fenSchema.refine((amount) => amount > 0, 'nothing to pay'),
  creditor: partySchema,
  /** What the payee reads on their statement. */
  remittance: writtenText(140).optional(),
});

export type CreditTransfer = Readonly<z.infer<typeof creditTransferSchema>>;

/** All of a file but what is paid. */
export const paymentFileHeaderSchema = z.strictObject({
  messageId: referenceSchema,
  /** Fixed when the run is built, so that the file's hash can be released. ISO 8601 in UTC. */
  createdAt: z.iso.datetime(),
  initiatingParty: writtenText(140),
});

/** All of a batch but its payments. `count` and `totalFen` are known before, and checked against what is streamed. */
export const paymentBatchHeaderSchema = z.strictObject({
  paymentInformationId: referenceSchema,
  debtor: partySchema,
  executionDate: calendarDateSchema,
  count: z.int().min(1).max(999_999_999_999_999),
  totalFen: fenSchema.refine((amount) => amount > 0, 'nothing to pay'),
});

/** Payments from one debtor account, as a stream. */
export interface PaymentBatch extends Readonly<z.infer<typeof paymentBatchHeaderSchema>> {
  readonly payments: AsyncIterable<CreditTransfer> | Iterable<CreditTransfer>;
}

/** A file of payments: a batch for each debtor account. */
export interface PaymentFile extends Readonly<z.infer<typeof paymentFileHeaderSchema>> {
  readonly batches: readonly PaymentBatch[];
}
