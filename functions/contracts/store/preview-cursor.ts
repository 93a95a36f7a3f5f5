import * as z from 'zod';
import { fenSchema } from '../bank/payment-file.ts';

const count = z.int().min(0);

/** Where a preview of a change goes on, and what the pages before came to, because nothing of it is stored. */
export const previewCursorSchema = z.object({
  /** In the roll, or behind it among those who were refused; empty at the first of either. */
  at: z.union([z.object({ roll: z.string() }), z.object({ refused: z.string() })]),
  effects: z.object({
    gains: count,
    loses: count,
    begins: count,
    ends: count,
    same: count,
    unknown: count,
  }),
  beforeFen: fenSchema,
  afterFen: fenSchema,
  refused: z.object({
    effects: z.object({ begins: count, same: count, unknown: count }),
    afterFen: fenSchema,
  }),
});

export type PreviewCursor = z.infer<typeof previewCursorSchema>;
