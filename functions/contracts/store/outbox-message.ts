import * as z from 'zod';
import { jsonObjectSchema } from '../json.ts';
import { givenUpAtVersionSchema, noticeNameSchema, noticeSubjects, payeeVersionSchema } from '../notices.ts';

/** What a deciding transaction asks of the world outside the store; relayed at least once (design.md, decision 6). */
export const outboxMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start-workflow'),
    machine: z.enum(['claim', 'payment-run']),
    executionName: z.string(),
    input: jsonObjectSchema,
  }),
  z.object({ type: z.literal('wake-workflow'), taskToken: z.string(), output: jsonObjectSchema }),
  /**
   * Award the claims that wait for this appropriation's money; one at a time per appropriation. Names the claim that
   * has come to wait, if one has: the index that lists those waiting may lag.
   */
  z.object({ type: z.literal('allocate'), appropriationId: z.string(), claimId: z.string().exactOptional() }),
  /** Import a bank's message that was sent by form: longer work than an answer may take. */
  z.object({ type: z.literal('import-bank-message'), uploadId: z.string() }),
  z.object({
    type: z.literal('notify'),
    subjectKind: z.enum(noticeSubjects),
    subjectId: z.string(),
    payeeVersion: payeeVersionSchema,
    givenUpAtVersion: givenUpAtVersionSchema,
    /** Names a text (contracts/notices.ts); the parameters hold the reference and dates, no personal detail. */
    text: noticeNameSchema,
    parameters: z.record(z.string(), z.string()),
  }),
]);

export type OutboxMessage = z.infer<typeof outboxMessageSchema>;
