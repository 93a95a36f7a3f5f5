import * as z from 'zod';
import { importResultSchema } from './reconciliation.ts';

/** `open`: it may be sent. `importing`: somebody asked for its import. The other two are its ends. */
export const bankMessageUploadStatuses = ['open', 'importing', 'imported', 'refused'] as const;

/** Why nothing of it was booked, by the problems that a message sent to the API itself is refused with. */
export const bankMessageRefusalSchema = z.object({
  code: z.enum(['bank-message-unreadable', 'bank-message-incomplete', 'took-part']),
  reason: z.exactOptional(z.string()),
  line: z.exactOptional(z.int()),
  column: z.exactOptional(z.int()),
});

/** A bank's message that is sent past the API, and what became of it. */
export const bankMessageUploadSchema = z.object({
  uploadId: z.string(),
  mediaType: z.string(),
  openedAt: z.string(),
  status: z.enum(bankMessageUploadStatuses),
  /** Who asked for its import: separation of duties is theirs. */
  importedBy: z.exactOptional(z.string()),
  result: z.exactOptional(importResultSchema),
  refusal: z.exactOptional(bankMessageRefusalSchema),
});

export type BankMessageUpload = z.infer<typeof bankMessageUploadSchema>;
