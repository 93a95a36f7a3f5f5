import * as z from 'zod';
import { type Account, isAccount } from '../../domain/ledger/accounts.ts';
import { isLedgerEvent, type LedgerEvent } from '../../domain/ledger/postings.ts';
import { calendarDateSchema, fenSchema } from '../bank/payment-file.ts';

const accountSchema = z.custom<Account>(
  (value) => typeof value === 'string' && isAccount(value),
  'no account',
);

const eventSchema = z.custom<LedgerEvent>(
  (value) => typeof value === 'string' && isLedgerEvent(value),
  'no event of the ledger',
);

/** A running balance as it is stored. */
export const balanceItemSchema = z.object({
  account: accountSchema,
  programme: z.string(),
  year: z.int(),
  share: z.string(),
  bankAccount: z.string().exactOptional(),
  debitFen: fenSchema,
  creditFen: fenSchema,
});

/** A transfer as it is stored. */
export const transferItemSchema = z.object({
  id: z.string(),
  event: eventSchema,
  book: z.enum(['budget', 'financial']),
  debit: accountSchema,
  credit: accountSchema,
  amountFen: fenSchema,
  programme: z.string(),
  year: z.int(),
  share: z.string(),
  period: z.string().exactOptional(),
  runId: z.string().exactOptional(),
  attempt: z.int().exactOptional(),
  chunk: z.int().exactOptional(),
  positions: z.string().exactOptional(),
  claimIds: z.array(z.string()).exactOptional(),
  subject: z.string().exactOptional(),
  streets: z.array(z.object({ street: z.string(), payments: z.int(), amountFen: fenSchema })).exactOptional(),
  bankAccount: z.string().exactOptional(),
  date: calendarDateSchema,
  occurredOn: calendarDateSchema.exactOptional(),
  at: z.string(),
});

/** What a deposit's proposal says: money that came to a fund, or went back from it. */
export const depositContentSchema = z.object({
  programme: z.string(),
  year: z.int(),
  share: z.string(),
  change: z.enum(['receipt', 'reversal']),
  amountFen: fenSchema,
  /** The bank's day. */
  receivedOn: calendarDateSchema,
  /** The account that the programme was paid from when it was proposed. */
  bankAccount: z.string(),
  /** Number of the paper that came with it. */
  document: z.string(),
});

export type DepositContent = z.infer<typeof depositContentSchema>;

/** What was booked on a bank account on a day; the sort key is the day. */
export const cashDayItemSchema = z.object({
  sk: calendarDateSchema,
  receiptsFen: fenSchema,
  paymentsFen: fenSchema,
});

/** Where an account's statement goes on: the last entry's place, and what the account held after it. */
export const statementPlaceSchema = z.tuple([z.string().min(1), fenSchema]);

/** What an appropriation's proposal says: what each share gives more, or takes back. */
export const appropriationContentSchema = z.object({
  programme: z.string(),
  /** The year in which it may be spent. */
  year: z.int(),
  change: z.enum(['addition', 'reduction']),
  parts: z.array(z.object({ share: z.string(), amountFen: fenSchema })),
  /** Number of the budget notice. */
  document: z.string(),
});

export type AppropriationContent = z.infer<typeof appropriationContentSchema>;
