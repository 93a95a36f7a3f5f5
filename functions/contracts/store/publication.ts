import * as z from 'zod';
import { calendarDateSchema } from '../calendar-date.ts';

/** What a person proposes: that a version of a policy file holds from a day on. */
export const publicationContentSchema = z.object({
  programme: z.string(),
  version: z.string(),
  /** Of the very rules that were proposed. */
  policyHash: z.string(),
  from: calendarDateSchema,
  document: z.string(),
});

export type PublicationContent = z.infer<typeof publicationContentSchema>;

/** That a version holds from a day on, as two people decided. */
export const publicationSchema = z.object({
  version: z.string(),
  from: calendarDateSchema,
  /** The proposal that was approved. */
  proposalId: z.string(),
});
