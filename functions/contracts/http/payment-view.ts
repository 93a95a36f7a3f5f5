import * as z from 'zod';
import { cancellationStates } from '../../domain/payments/cancellation-lifecycle.ts';
import { paymentStates } from '../../domain/payments/payment-lifecycle.ts';
import { keptBackOfPaymentSchema } from './kept-back.ts';
import { listOf } from './page.ts';
import { reasonWordsSchema } from './reason-words.ts';

export const cancellationSchema = z.strictObject({
  paymentId: z.string(),
  status: z.enum(cancellationStates),
  version: z.int(),
  proposedBy: z.string(),
  reason: z.string(),
  approvedBy: z.string().exactOptional(),
});

/** A payment and its instructions, as it is shown by itself and within a case. */
export const paymentViewSchema = z.strictObject({
  paymentId: z.string(),
  programme: z.string(),
  period: z.string(),
  component: z.string(),
  awardId: z.string(),
  state: z.enum(paymentStates),
  amountFen: z.int(),
  keptBack: keptBackOfPaymentSchema,
  endToEndId: z.string(),
  reissue: z.int(),
  runId: z.string().exactOptional(),
  reason: z.string().exactOptional().meta({ description: 'the bank’s reason code' }),
  reasonWords: reasonWordsSchema,
  corrects: z
    .string()
    .exactOptional()
    .meta({ description: 'the payment of which it pays what is still owed' }),
  correctedBy: listOf(z.string()).meta({ description: 'payments that pay what is still owed of it' }),
  cancellation: cancellationSchema
    .exactOptional()
    .meta({ description: 'that it is not owed any more, as one person proposed' }),
  instructions: listOf(
    z.strictObject({
      endToEndId: z.string(),
      state: z.enum(paymentStates),
      runId: z.string().exactOptional(),
      reason: z.string().exactOptional(),
      replaces: z.string().exactOptional(),
      replacedBy: z.string().exactOptional(),
    }),
  ).meta({ description: 'every instruction of it, the present one last, by its end-to-end id' }),
});
