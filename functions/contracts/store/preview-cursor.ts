import * as z from 'zod';
import { fenSchema } from '../bank/payment-file.ts';

const count = z.int().min(0);

/** Where a preview of a change goes on, and what the pages before came to, because nothing of it is stored. */
export const previewCursorSchema = z.object({
  at: z.string(),
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
});

export type PreviewCursor = z.infer<typeof previewCursorSchema>;
