import * as z from 'zod';
import { listOf } from './page.ts';

/** Of an objection or an appeal: what bars the caller from it. */
export const barSchema = z.enum(['took-part', 'own-family']).exactOptional().meta({
  description: 'why the caller may not decide of it; then its words and what was decided are left out',
});

/** Of an objection or an appeal: what was decided of it so far. */
export const decidedStepsSchema = listOf(
  z.strictObject({ at: z.string(), event: z.string(), userId: z.string(), reason: z.string() }),
)
  .exactOptional()
  .meta({ description: 'what was decided of it, by whom and why, the first first' });
