import { type AuditEntry, chainEntry } from './chain.ts';
import { merkleRoot } from './merkle.ts';

/** The seals are a chain of their own: seal n is its nth entry, and names seal n-1 as any entry names the one before. */
export const sealLog = { subjectKind: 'seal-log', subjectId: 'audit' } as const;

/** Vouches for a number of audit entries, by the Merkle root of their hashes in the order in which they were sealed. */
export interface Seal extends AuditEntry {
  readonly detail: { readonly root: string; readonly count: number };
}

/**
 * Seals entries.
 * @param hashes of the entries, in their order: at least one
 * @param at instant of the business clock, ISO 8601 in UTC
 * @param last the seal before, or undefined to begin
 */
export function sealHashes(
  hashes: readonly string[],
  at: string,
  last: { readonly seq: number; readonly hash: string } | undefined,
): Seal {
  const detail = { root: merkleRoot(hashes), count: hashes.length };
  const actor = { kind: 'system', id: 'seal-audit' } as const;
  return { ...chainEntry({ ...sealLog, at, actor, event: 'sealed', detail }, last), detail };
}

/** Whether a seal is of these entries: all of them, no others, in this order. */
export function isSealOf({ detail }: Pick<Seal, 'detail'>, hashes: readonly string[]): boolean {
  return detail.count === hashes.length && detail.root === merkleRoot(hashes);
}
