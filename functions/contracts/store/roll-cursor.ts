import * as z from 'zod';
import { leftOutReasons } from '../../domain/payments/left-out.ts';
import { fenSchema } from '../bank/payment-file.ts';
import { rollChangesSchema } from './roll-changes.ts';

/**
 * Where a preview goes on: the place in the roll, and what the pages before it came to, because nothing of it is
 * stored.
 */
export const rollCursorSchema = z.object({
  /** Of the page itself: the roll's own cursor. */
  at: z.string(),
  payments: z.int(),
  totalFen: fenSchema,
  leftOut: z.partialRecord(z.enum(leftOutReasons), z.int()),
  changes: rollChangesSchema,
});

export type RollCursor = z.infer<typeof rollCursorSchema>;
