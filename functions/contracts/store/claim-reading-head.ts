import * as z from 'zod';
import { headSchema } from './audit-entry.ts';

/** Who has opened what of a claim on the last day on which anybody did: what is noted already. */
export const claimReadingHeadSchema = headSchema.extend({
  /** Calendar date. */
  day: z.string(),
  /** A user's id and what they opened: `claim`, or the id of a paper, an objection or an appeal. */
  noted: z.array(z.string()),
});
