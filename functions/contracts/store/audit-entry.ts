import * as z from 'zod';
import type { AuditEntry } from '../../domain/audit/chain.ts';
import { jsonObjectSchema } from '../json.ts';

/** An audit entry as it is stored: what a chain is verified from. */
export const auditEntrySchema: z.ZodType<AuditEntry> = z.object({
  subjectKind: z.string(),
  subjectId: z.string(),
  at: z.string(),
  actor: z.object({ kind: z.enum(['staff', 'applicant', 'system', 'public']), id: z.string() }),
  event: z.string(),
  from: z.string().exactOptional(),
  to: z.string().exactOptional(),
  detail: jsonObjectSchema.exactOptional(),
  seq: z.int(),
  previousHash: z.string(),
  hash: z.string(),
});
