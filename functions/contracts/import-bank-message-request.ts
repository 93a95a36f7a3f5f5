import * as z from 'zod';

/** One message to the queue of bank messages that were sent past the API and wait to be imported. */
export const importBankMessageRequestSchema = z.strictObject({ uploadId: z.string().min(1) });

export type ImportBankMessageRequest = z.infer<typeof importBankMessageRequestSchema>;
