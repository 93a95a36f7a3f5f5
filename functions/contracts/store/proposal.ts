import * as z from 'zod';
import { proposalStates } from '../../domain/proposals/proposal-lifecycle.ts';
import { jsonObjectSchema } from '../json.ts';

/** A proposal's head as it is stored: who proposed what, and who decided. Nothing personal. */
export const proposalHeadSchema = z.object({
  version: z.int(),
  auditHash: z.string(),
  proposalId: z.string(),
  state: z.enum(proposalStates),
  proposedBy: z.string(),
  proposedAt: z.string(),
  decidedBy: z.exactOptional(z.string()),
  decidedAt: z.exactOptional(z.string()),
  reason: z.exactOptional(z.string()),
  /** What is proposed, by its kind's own schema. */
  content: jsonObjectSchema,
});

export type StoredProposal = z.infer<typeof proposalHeadSchema>;
