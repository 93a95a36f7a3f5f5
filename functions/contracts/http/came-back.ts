import * as z from 'zod';
import { listOf } from './page.ts';
import { reasonWordsExample, reasonWordsSchema } from './reason-words.ts';

/** Payments of an award that the bank sent back or would not make. */
export const cameBackSchema = listOf(
  z.strictObject({
    paymentId: z.string(),
    endToEndId: z.string(),
    state: z.enum(['returned', 'rejected']),
    amountFen: z.int(),
    runId: z.string().exactOptional(),
    reason: z.string().exactOptional().meta({ description: 'the bank’s reason code' }),
    reasonWords: reasonWordsSchema,
  }),
).meta({
  description: 'payments that the bank sent back or would not make, until they go out again: to staff alone',
});

export const cameBackExample = [
  {
    paymentId: 'k7q2m4x5a6d7e8r9t0y1u2i3o4',
    endToEndId: 'HMK7Q2M4X5A6D7E8R9T0Y1U2I3O400',
    state: 'returned',
    amountFen: 30000,
    reason: 'AC04',
    reasonWords: reasonWordsExample,
  },
] as const;
