import { hash } from 'node:crypto';
import { canonicalJson, type Json } from './canonical-json.ts';
import type { Actor } from './actor.ts';

/** What a subject's audit entry says before it is chained. Carries ids and states, never personal data. */
export interface AuditFacts {
  readonly subjectKind: string;
  readonly subjectId: string;
  /** Instant of the business clock, ISO 8601 in UTC. */
  readonly at: string;
  readonly actor: Actor;
  readonly event: string;
  readonly from?: string;
  readonly to?: string;
  readonly detail?: { readonly [name: string]: Json };
}

/** One link: `seq` starts at 1 and equals the subject's version after the change. */
export interface AuditEntry extends AuditFacts {
  readonly seq: number;
  readonly previousHash: string;
  readonly hash: string;
}

/** What the first entry of every chain points back to. */
export const genesisHash = '0'.repeat(64);

/** An entry without its own hash: what is hashed. */
export type UnhashedEntry = Omit<AuditEntry, 'hash'>;

/** The text that an entry's hash is the SHA-256 of: canonical JSON of all its members but the hash. */
export function entryText(entry: UnhashedEntry): string {
  const { subjectKind, subjectId, at, actor, event, from, to, detail, seq, previousHash } = entry;
  const body: Json = {
    subjectKind,
    subjectId,
    at,
    actor: { kind: actor.kind, id: actor.id },
    event,
    from: from ?? null,
    to: to ?? null,
    detail: detail ?? null,
    seq,
    previousHash,
  };
  return canonicalJson(body);
}

function hashOf(entry: UnhashedEntry): string {
  return hash('sha256', entryText(entry));
}

/** Appends to a chain. @param last the chain's last link, or undefined to begin one */
export function chainEntry(
  facts: AuditFacts,
  last: { readonly seq: number; readonly hash: string } | undefined,
): AuditEntry {
  const seq = (last?.seq ?? 0) + 1;
  const unhashed = { ...facts, seq, previousHash: last?.hash ?? genesisHash };
  return { ...unhashed, hash: hashOf(unhashed) };
}

export type ChainFault =
  | { readonly kind: 'altered'; readonly seq: number }
  | { readonly kind: 'gap'; readonly seq: number }
  | { readonly kind: 'broken-link'; readonly seq: number }
  | { readonly kind: 'cut-tail'; readonly seq: number }
  /** An entry of another subject's chain. */
  | { readonly kind: 'other-subject'; readonly seq: number }
  /** The head stands in another state than the last entry led to. */
  | { readonly kind: 'other-state'; readonly seq: number };

/** What a subject's head says of its chain. */
export interface ChainHead {
  readonly version: number;
  readonly auditHash: string;
  readonly state?: string | undefined;
}

/**
 * Checks one subject's whole chain, oldest first, against the version, hash and state its head claims.
 * @returns the first fault found, or undefined when the chain is whole
 */
export function findChainFault(entries: readonly AuditEntry[], head: ChainHead): ChainFault | undefined {
  const [first] = entries;
  let last: AuditEntry | undefined;
  for (const entry of entries) {
    const seq = (last?.seq ?? 0) + 1;
    if (entry.seq !== seq) return { kind: 'gap', seq };
    if (entry.previousHash !== (last?.hash ?? genesisHash)) return { kind: 'broken-link', seq };
    if (entry.hash !== hashOf(entry)) return { kind: 'altered', seq };
    if (entry.subjectKind !== first?.subjectKind || entry.subjectId !== first.subjectId) {
      return { kind: 'other-subject', seq };
    }
    last = entry;
  }
  const seq = last?.seq ?? 0;
  if (seq !== head.version || (last?.hash ?? genesisHash) !== head.auditHash)
    return { kind: 'cut-tail', seq };
  if (last?.to !== undefined && head.state !== undefined && last.to !== head.state) {
    return { kind: 'other-state', seq };
  }
  return undefined;
}
