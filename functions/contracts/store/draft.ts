import * as z from 'zod';

/** A claim form that is being filled in, sealed. Nothing of it is a claim until it is sent. */
export const draftSchema = z.strictObject({
  programme: z.string(),
  reference: z.string(),
  /** The key under which it is sent, so that it is sent once. */
  submissionKey: z.string(),
  /** Fields by their names in the claim, with dots, as they were typed and found to be well formed. */
  answers: z.record(z.string(), z.string()),
});

export type Draft = z.infer<typeof draftSchema>;
