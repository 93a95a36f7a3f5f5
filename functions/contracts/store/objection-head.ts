import * as z from 'zod';
import { objectionStates } from '../../domain/review/objection-lifecycle.ts';

/** An objection's head as it is stored; what it says is sealed beside it, and who made it is not asked. */
export const objectionHeadSchema = z.object({
  version: z.int(),
  auditHash: z.string(),
  objectionId: z.string(),
  claimId: z.string(),
  state: z.enum(objectionStates),
  areaCode: z.string(),
  lodgedOn: z.string(),
  /** By when it is to be sorted, then decided. */
  dueOn: z.string(),
});

export type StoredObjectionHead = z.infer<typeof objectionHeadSchema>;
