import * as z from 'zod';
import { calendarDateSchema } from '../calendar-date.ts';
import { appealStates } from '../../domain/review/appeal-lifecycle.ts';

/** An appeal's head as it is stored; what it says is sealed beside it. */
export const appealHeadSchema = z.object({
  version: z.int(),
  auditHash: z.string(),
  appealId: z.string(),
  claimId: z.string(),
  state: z.enum(appealStates),
  areaCode: z.string(),
  lodgedOn: calendarDateSchema,
  /** Who it is assigned to: somebody who took no part in the claim. */
  assignedTo: z.optional(z.string()),
});

export type StoredAppealHead = z.infer<typeof appealHeadSchema>;
