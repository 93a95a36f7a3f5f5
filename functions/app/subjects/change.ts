import { createHash } from 'node:crypto';
import { type AuditFacts, chainEntry } from '../../domain/audit/chain.ts';
import type { Condition, Item, Key, Value } from '../store/ports.ts';

/**
 * A subject (claim, award, run, …) is one partition: its head (`HEAD`), its audit chain (`AUDIT#…`) and what
 * belongs to it. The head's `version` is the chain's length, so whoever changes it must have seen the last change.
 */
export interface Head {
  readonly version: number;
  readonly auditHash: string;
}

export function subjectPk(kind: string, id: string): string {
  return `${kind.toUpperCase()}#${id}`;
}

function auditSk(seq: number): string {
  return `AUDIT#${String(seq).padStart(9, '0')}`;
}

export function auditDay(date: string, shard: number): string {
  return `AUDIT#${date}#${String(shard)}`;
}

export function subjectList(shard: number): string {
  return `SUBJECTS#${String(shard)}`;
}

/** Entries that no seal covers yet (app/audit/seal-audit.ts). An entry stays listed until one does. */
export function unsealedList(shard: number): string {
  return `UNSEALED#${String(shard)}`;
}

export function auditKey(subject: string, seq: number): Key {
  return { pk: subject, sk: auditSk(seq) };
}

/** How many partitions of the audit index a day is spread over, to stay under DynamoDB's rate for one. */
export const auditShards = 8;

/** An item that is put if what was there before is as it was seen. */
export interface GuardedPut {
  readonly put: Item;
  readonly if: Condition;
}

/**
 * The two actions that make one audited change: the head, only if nobody changed it since, and its audit entry.
 * @param before the head the change was decided on; undefined to create the subject
 * @param head the head's attributes after the change, without key, version and hash
 */
export function changeSubject(
  before: Head | undefined,
  facts: AuditFacts,
  head: Readonly<Record<string, Value>>,
): { readonly actions: readonly [GuardedPut, GuardedPut]; readonly head: Item & Head } {
  const entry = chainEntry(facts, before && { seq: before.version, hash: before.auditHash });
  const pk = subjectPk(facts.subjectKind, facts.subjectId);
  const after: Item & Head = { ...head, pk, sk: 'HEAD', version: entry.seq, auditHash: entry.hash };
  const shard = shardOf(entry.hash);
  const moment = `${facts.at}#${pk}#${auditSk(entry.seq)}`;
  return {
    head: after,
    actions: [
      {
        put: after,
        if: before ? { attribute: 'version', is: '=', value: before.version } : { exists: false },
      },
      {
        put: {
          pk,
          sk: auditSk(entry.seq),
          ...withoutAbsent(entry),
          gsi1pk: auditDay(facts.at.slice(0, 10), shard),
          gsi1sk: moment,
          gsi3pk: unsealedList(shard),
          gsi3sk: moment,
          // A chain's first two entries list its subject, so that a verification finds every chain, and misses the first.
          ...(entry.seq <= 2 ? { gsi2pk: subjectList(shardOf(sha256(pk))), gsi2sk: pk } : {}),
        },
        if: { exists: false },
      },
    ],
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** @param hash hex */
export function shardOf(hash: string): number {
  return parseInt(hash.slice(0, 2), 16) % auditShards;
}

function withoutAbsent(entry: object): Record<string, Value> {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}
