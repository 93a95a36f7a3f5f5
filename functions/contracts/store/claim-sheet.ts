import * as z from 'zod';

/** A sheet of claims that a clerk has sent, sealed: what is taken in of it, row by row, stands beside it. */
export const claimSheetSchema = z.strictObject({
  /** The sheet as it was pasted. */
  text: z.string(),
  /** With a row's number, the key under which the row is sent, so that it is sent once. */
  submissionKey: z.string(),
});

export type ClaimSheet = z.infer<typeof claimSheetSchema>;

/** What became of one row: a claim, or why not. */
const rowOutcomeSchema = z.strictObject({
  /** As a spreadsheet counts: the headings are row 1. */
  row: z.int(),
  applicant: z.string(),
  claim: z.strictObject({ reference: z.string(), accessCode: z.string() }).exactOptional(),
  refusal: z.string().exactOptional(),
});

export type RowOutcome = z.infer<typeof rowOutcomeSchema>;

/** Of a sheet's first rows, as far as they were sent. */
export const rowOutcomesSchema = z.array(rowOutcomeSchema);
