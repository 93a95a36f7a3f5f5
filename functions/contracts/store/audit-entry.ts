import * as z from 'zod';
import type { AuditEntry } from '../../domain/audit/chain.ts';
import type { Seal } from '../../domain/audit/seal.ts';
import { jsonObjectSchema } from '../json.ts';

const actorSchema = z.object({ kind: z.enum(['staff', 'applicant', 'system', 'public']), id: z.string() });

const entryMembers = {
  subjectKind: z.string(),
  subjectId: z.string(),
  at: z.string(),
  actor: actorSchema,
  event: z.string(),
  from: z.string().exactOptional(),
  to: z.string().exactOptional(),
  detail: jsonObjectSchema.exactOptional(),
  seq: z.int(),
  previousHash: z.string(),
  hash: z.string(),
};

/** An audit entry with the number of the seal that covers it, once one does. */
export type StoredAuditEntry = AuditEntry & { readonly seal?: number };

/** An audit entry as it is stored: what a chain is verified from. */
export const auditEntrySchema: z.ZodType<StoredAuditEntry> = z.compile(
  z.object({ ...entryMembers, seal: z.int().exactOptional() }),
);

/** Entries of one subject that follow one another: the first one's number, and the hash of each. */
export interface Covered {
  readonly subject: string;
  readonly from: number;
  readonly hashes: readonly string[];
}

/** A seal with the list of what it covers, in the order of its leaves. The list finds; the root vouches. */
export type StoredSeal = Seal & { readonly covers: readonly Covered[] };

export const sealSchema: z.ZodType<StoredSeal> = z.compile(
  z.object({
    ...entryMembers,
    detail: z.object({ root: z.string(), count: z.int() }),
    covers: z.array(z.object({ subject: z.string(), from: z.int(), hashes: z.array(z.string()).readonly() })),
  }),
);

/** What of any subject's head its chain must agree with. */
export const headSchema = z.object({
  version: z.int(),
  auditHash: z.string(),
  state: z.string().optional(),
});

/** The head of the seals' own chain. */
export const sealLogHeadSchema = z.object({
  version: z.int(),
  auditHash: z.string(),
  /** The last seal that is anchored, and whose entries say that they are sealed: all, or all but the newest. */
  settled: z.int(),
});

export type StoredSealLogHead = z.infer<typeof sealLogHeadSchema>;
