import * as z from 'zod';
import type { AuditEntry } from '../../domain/audit/chain.ts';
import { jsonObjectSchema } from '../json.ts';

/** An audit entry as it is stored: what a chain is verified from. */
export const auditEntrySchema: z.ZodType<AuditEntry> = z.compile(
  z.object({
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
  }),
);

/** What of any subject's head its chain must agree with. */
export const headSchema = z.object({
  version: z.int(),
  auditHash: z.string(),
  state: z.string().optional(),
});
