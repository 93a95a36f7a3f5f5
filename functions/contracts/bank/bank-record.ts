import * as z from 'zod';
import { calendarDateSchema, fenSchema } from './payment-file.ts';

/** ISO 20022 identifiers are at most 35 characters; what a bank chose to put there is its own. */
const identifierSchema = z.string().min(1).max(35);

/** Longest text kept of what a bank writes for people. */
export const longestText = 500;

/** Why, as the bank says it: a code of the external code set, or the bank's own, and words. */
const reasonSchema = z.strictObject({
  code: z.string().min(1).max(4).optional(),
  proprietary: identifierSchema.optional(),
  information: z.string().min(1).max(longestText).optional(),
});

export type Reason = Readonly<z.infer<typeof reasonSchema>>;

const balanceSchema = z.strictObject({
  /** Negative when the account is overdrawn. */
  amountFen: fenSchema,
  on: calendarDateSchema.optional(),
});

export type Balance = Readonly<z.infer<typeof balanceSchema>>;

export const bankMessageKindSchema = z.enum(['pain.002', 'camt.053', 'camt.054', 'csv']);

export type BankMessageKind = z.infer<typeof bankMessageKindSchema>;

/** The first record of every message. `csv`: a bank's results in columns. */
const messageSchema = z.strictObject({
  kind: z.literal('message'),
  message: bankMessageKindSchema,
  /** As written, such as `urn:iso:std:iso:20022:tech:xsd:camt.053.001.08`; banks have their own too. */
  namespace: z.string().optional(),
  messageId: identifierSchema,
  /** Instant in UTC; a time without an offset is taken for Shanghai's. */
  createdAt: z.string().optional(),
});

const groupStatusSchema = z.strictObject({
  kind: z.literal('group-status'),
  originalMessageId: identifierSchema.optional(),
  /** `ACCP`, `ACSP`, `ACSC`, `PART`, `PDNG`, `RJCT`…; `RJCT` speaks for every payment of the file, `PART` for none. */
  status: z.string().min(1).max(4).optional(),
  reasons: z.array(reasonSchema),
});

const paymentInformationStatusSchema = z.strictObject({
  kind: z.literal('payment-information-status'),
  originalMessageId: identifierSchema.optional(),
  paymentInformationId: identifierSchema.optional(),
  status: z.string().min(1).max(4).optional(),
  reasons: z.array(reasonSchema),
});

const paymentStatusSchema = z.strictObject({
  kind: z.literal('payment-status'),
  originalMessageId: identifierSchema.optional(),
  paymentInformationId: identifierSchema.optional(),
  endToEndId: identifierSchema,
  status: z.string().min(1).max(4),
  reasons: z.array(reasonSchema),
  /**
   * The bank never had this payment (`RJCT` with `AG09`, the answer to an enquiry): "bank has it not" of the
   * lifecycles, to be sent again under the same id. It is no rejection.
   */
  neverReceived: z.boolean(),
  bankReference: identifierSchema.optional(),
  /** What the bank quotes of the original instruction, if it does. */
  amountFen: fenSchema.optional(),
  /** Where in the file it ends, from 1. */
  line: z.int().min(1).optional(),
});

const statementSchema = z.strictObject({
  kind: z.literal('statement'),
  statementId: identifierSchema,
  account: identifierSchema,
  electronicSequence: z.int().optional(),
  legalSequence: z.int().optional(),
  createdAt: z.string().optional(),
  page: z.strictObject({ number: z.int(), last: z.boolean() }).optional(),
  /** `COPY`, `CODU` (copy duplicate) or `DUPL` when this was sent before. */
  copy: z.string().min(1).max(4).optional(),
  /** Known here when the bank writes balances before entries, as the schema asks; in `statement-end` always. */
  opening: balanceSchema.optional(),
  closing: balanceSchema.optional(),
});

const lineSchema = z.strictObject({
  kind: z.literal('line'),
  statementId: identifierSchema,
  /** The entry's place in its statement, from 1. */
  entry: z.int().min(1),
  /** 0 for an entry without details, else the detail's place in its entry, from 1. */
  detail: z.int().min(0),
  /** One of several transactions of its entry: what it says is never said of the whole entry. */
  part: z.literal(true).optional(),
  /** Where in the file the entry or detail ends, from 1. */
  line: z.int().min(1),
  direction: z.enum(['credit', 'debit']),
  /** The bank calls this entry a reversal; `direction` is what the money does all the same. */
  reversal: z.boolean(),
  status: z.enum(['booked', 'pending', 'information', 'future']),
  amountFen: fenSchema,
  bookedOn: calendarDateSchema.optional(),
  valueOn: calendarDateSchema.optional(),
  endToEndId: identifierSchema.optional(),
  messageId: identifierSchema.optional(),
  paymentInformationId: identifierSchema.optional(),
  instructionId: identifierSchema.optional(),
  transactionId: identifierSchema.optional(),
  entryReference: identifierSchema.optional(),
  /** The bank's own number of the line (`AcctSvcrRef`): the same in camt.054 and camt.053. */
  bankReference: identifierSchema.optional(),
  /** Domain/family/subfamily, or the bank's own code. */
  transactionCode: z.string().min(1).max(longestText).optional(),
  /** Money that came back: `endToEndId` is then the original payment's. */
  returned: z.strictObject({ reason: reasonSchema.optional() }).optional(),
  /** What the bank says of a batch booking; without details it is all there is to match by. */
  batch: z
    .strictObject({
      messageId: identifierSchema.optional(),
      paymentInformationId: identifierSchema.optional(),
      count: z.int().optional(),
      totalFen: fenSchema.optional(),
    })
    .optional(),
  /** What the bank wrote for people. It may name someone: it belongs in an envelope, never in a log. */
  text: z.string().min(1).max(longestText).optional(),
});

export type StatementLine = Readonly<z.infer<typeof lineSchema>>;

const statementEndSchema = z.strictObject({
  kind: z.literal('statement-end'),
  statementId: identifierSchema,
  account: identifierSchema,
  entries: z.int(),
  /** Sums of the booked entries. */
  creditsFen: fenSchema,
  debitsFen: fenSchema,
  opening: balanceSchema.optional(),
  closing: balanceSchema.optional(),
  /** Whether opening + booked entries = closing; absent where the message has no balances (camt.054). */
  balanced: z.boolean().optional(),
});

/** What can be odd about one part of a message that is otherwise read. */
export const bankProblemSchema = z.enum([
  'missing-end-to-end-id',
  'missing-status',
  'unknown-status',
  'missing-amount',
  'bad-amount',
  'foreign-currency',
  'missing-direction',
  'bad-date',
  'bad-identifier',
  'bad-number',
  /** A line that is not the bank's columns. */
  'bad-row',
  'missing-balance',
  /** The details of an entry do not add up to it, or are not as many as the bank says. */
  'details-differ',
  /** Opening + booked entries ≠ closing. */
  'balance-differs',
  /** The lines do not come to the sum that the file says. */
  'total-differs',
]);

export type BankProblem = z.infer<typeof bankProblemSchema>;

const problemSchema = z.strictObject({
  kind: z.literal('problem'),
  problem: bankProblemSchema,
  line: z.int().min(1),
  column: z.int().min(0),
  /** The element, by its path within the message; never its content. */
  at: z.string(),
  statementId: identifierSchema.optional(),
  entry: z.int().optional(),
  detail: z.int().optional(),
  endToEndId: identifierSchema.optional(),
  bankReference: identifierSchema.optional(),
});

export type BankProblemRecord = Readonly<z.infer<typeof problemSchema>>;

/** The last record: the message was read to its well-formed end. Without it nothing may be taken as imported. */
const messageEndSchema = z.strictObject({
  kind: z.literal('message-end'),
  /** Records before this one, problems included. */
  records: z.int(),
  problems: z.int(),
});

/** Anything the reader yields, in the order of the file (see /functions/adapters/bank/README.md). */
export const bankRecordSchema = z.discriminatedUnion('kind', [
  messageSchema,
  groupStatusSchema,
  paymentInformationStatusSchema,
  paymentStatusSchema,
  statementSchema,
  lineSchema,
  statementEndSchema,
  problemSchema,
  messageEndSchema,
]);

export type BankRecord = Readonly<z.infer<typeof bankRecordSchema>>;
