import * as z from 'zod';
import { periodStates } from '../../domain/ledger/period-lifecycle.ts';

/** An accounting period's head as it is stored; a period without one was never proposed to be closed. */
export const periodHeadSchema = z.object({
  version: z.int(),
  auditHash: z.string(),
  periodId: z.string(),
  state: z.enum(periodStates),
  proposedBy: z.exactOptional(z.string()),
  proposedAt: z.exactOptional(z.string()),
  /** Of what was looked at: an approval of anything else is none. */
  checksHash: z.exactOptional(z.string()),
  /** Why it may be closed with what is still open in it. */
  explanation: z.exactOptional(z.string()),
  decidedBy: z.exactOptional(z.string()),
  decidedAt: z.exactOptional(z.string()),
  reason: z.exactOptional(z.string()),
});

export type StoredPeriod = z.infer<typeof periodHeadSchema>;
