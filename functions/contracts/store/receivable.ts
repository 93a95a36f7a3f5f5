import * as z from 'zod';
import { receivableBases } from '../../domain/receivables/receivable-postings.ts';
import { receivableEvents, recoveryStates } from '../../domain/receivables/recovery-lifecycle.ts';
import { calendarDateSchema, fenSchema } from '../bank/payment-file.ts';
import { sharePartSchema } from './share-part.ts';

/** An instalment that a run keeps back from a payment, until the run is sent. */
const reservationSchema = z.object({
  paymentId: z.string(),
  runId: z.string(),
  attempt: z.int(),
  parts: z.array(sharePartSchema),
});

/** What an award was paid too much, as it is stored: ids, sums and states, nothing personal. */
export const receivableHeadSchema = z.object({
  version: z.int(),
  auditHash: z.string(),
  receivableId: z.string(),
  state: z.enum(recoveryStates),
  awardId: z.string(),
  /** The payment that was too much, and of which programme, period and appropriation's year it was. */
  paymentId: z.string(),
  programme: z.string(),
  period: z.string(),
  year: z.int(),
  /** The bank's mistake that it comes from, if it does. */
  exceptionId: z.exactOptional(z.string()),
  /** The receivable that was paid with what was kept back of the payment, which itself was not owed. */
  keptBackFor: z.exactOptional(z.string()),
  /** How it stands in the books; absent while it is only assessed. */
  basis: z.exactOptional(z.enum(receivableBases)),
  amountFen: fenSchema,
  /** What is still owed, by the split of the payment. */
  owed: z.array(sharePartSchema),
  reason: z.string(),
  assessedBy: z.string(),
  assessedAt: z.string(),
  assessedOn: calendarDateSchema,
  notifiedBy: z.exactOptional(z.string()),
  /** Until when the payee may object; once it has passed, recovery begins. */
  dueOn: z.exactOptional(calendarDateSchema),
  reserved: z.exactOptional(reservationSchema),
  /** What one person proposed and another has to approve. */
  proposal: z.exactOptional(
    z.object({ event: z.enum(['write-off', 'waive']), by: z.string(), reason: z.string() }),
  ),
});

export const receivableEventSchema = z.enum(receivableEvents);

/** What the audit says of a change of a receivable, as far as those read it who handle it. */
export const receivableDetailSchema = z.object({
  amountFen: z.exactOptional(fenSchema),
  via: z.exactOptional(z.enum(['cash', 'bank', 'kept-back'])),
  receipt: z.exactOptional(z.string()),
  reason: z.exactOptional(z.string()),
});

export type StoredReceivable = z.infer<typeof receivableHeadSchema>;
