import * as z from 'zod';

/** One message to the allocators' queue; its group is the appropriation, so that one allocator works at a time. */
export const allocateMessageSchema = z.strictObject({
  appropriationId: z.string().min(1),
  /** The claim that has come to wait for the money, which the index may not list yet. */
  claimId: z.string().min(1).exactOptional(),
});

export type AllocateMessage = z.infer<typeof allocateMessageSchema>;
