import * as z from 'zod';
import { exceptionReasons } from '../../domain/reconciliation/exception-reason.ts';
import { exceptionStates } from '../../domain/reconciliation/exception-lifecycle.ts';
import { calendarDateSchema, fenSchema } from '../bank/payment-file.ts';
import { settlementSchema } from '../settlement.ts';
import { sharePartSchema } from './share-part.ts';

/** An exception's head as it is stored: what the bank said, of what, and how it was settled. Nothing personal. */
export const exceptionHeadSchema = z.object({
  version: z.int(),
  auditHash: z.string(),
  exceptionId: z.string(),
  reason: z.enum(exceptionReasons),
  state: z.enum(exceptionStates),
  openedAt: z.string(),
  openedOn: calendarDateSchema,
  /** Content hash of the bank's message that brought it; of what is missing from all of them, there is none. */
  message: z.exactOptional(z.string()),
  /** What the bank says, and of which instruction, where it says so. */
  direction: z.exactOptional(z.enum(['debit', 'credit'])),
  amountFen: z.exactOptional(fenSchema),
  /** The account that the statement is of. */
  bankAccount: z.exactOptional(z.string()),
  instructedFen: z.exactOptional(fenSchema),
  bookedOn: z.exactOptional(calendarDateSchema),
  endToEndId: z.exactOptional(z.string()),
  bankReference: z.exactOptional(z.string()),
  paymentId: z.exactOptional(z.string()),
  runId: z.exactOptional(z.string()),
  /** The bank's reason code, or what could not be read. */
  code: z.exactOptional(z.string()),
  /** What stands in suspense for it, by the split it was booked with; absent once it is out, or when no money moved. */
  suspense: z.exactOptional(
    z.object({
      programme: z.string(),
      year: z.int(),
      period: z.exactOptional(z.string()),
      parts: z.array(sharePartSchema),
    }),
  ),
  /**
   * What the bank debited beyond the payment, where the payment's chunk holds that open: then the chunk says how much
   * of it is in suspense, because the bank may put it right by itself.
   */
  differenceFen: z.exactOptional(fenSchema),
  /** Of the bank's entry, where it is about a payment of a chunk. */
  fingerprint: z.exactOptional(z.int()),
  /** How often it was raised to the next office. */
  escalation: z.int().default(0),
  /** By when the bank, or whoever was asked, is to answer; while it waits for that. */
  dueOn: z.exactOptional(calendarDateSchema),
  /** Who imported the message: they do not settle what comes of it. */
  importedBy: z.string(),
  handledBy: z.exactOptional(z.string()),
  proposedBy: z.exactOptional(z.string()),
  resolution: z.exactOptional(z.string()),
  settlement: z.exactOptional(settlementSchema),
  approvedBy: z.exactOptional(z.string()),
});

export type StoredException = z.infer<typeof exceptionHeadSchema>;

/** What an import came to. */
export const importResultSchema = z.object({
  messageId: z.string(),
  matched: z.int(),
  returned: z.int(),
  rejected: z.int(),
  exceptions: z.int(),
});

export type ImportResult = Readonly<z.infer<typeof importResultSchema>>;
