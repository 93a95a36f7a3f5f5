import { auditEntrySchema, headSchema, type StoredAuditEntry } from '../../contracts/store/audit-entry.ts';
import {
  type AuditEntry,
  type ChainFault,
  type ChainHead,
  findChainFault,
} from '../../domain/audit/chain.ts';
import { replay } from '../../domain/audit/replay.ts';
import type { Item, Table } from '../store/ports.ts';
import { shardOf, subjectPk, unsealedList } from '../subjects/change.ts';
import { readChainItems } from '../subjects/read-chain.ts';
import type { AuditFault } from './audit-fault.ts';

export interface VerifiedChain {
  readonly chain: readonly StoredAuditEntry[];
  /** The first that was found. */
  readonly fault: AuditFault | undefined;
}

/** A subject may change between the reading of its chain and of its head: then both are read again. */
const mostReadings = 3;

/** Checks a subject's whole chain against its head and its kind's lifecycle. @param subject its partition */
export async function verifyChain(table: Table, subject: string): Promise<VerifiedChain> {
  for (let readings = 1; ; readings += 1) {
    const items = await Array.fromAsync(readChainItems(table, subject));
    const head = headSchema.safeParse(await table.get({ pk: subject, sk: 'HEAD' }));
    const { chain, malformed } = readEntries(items);
    // A head that is gone, or no head any more, agrees with no chain.
    const found =
      malformed ??
      faultOf(subject, chain, head.success ? head.data : { version: 0, auditHash: '' }) ??
      unlistedIn(items, chain);
    if (!found || readings === mostReadings) return { chain, fault: found && { subject, ...found } };
  }
}

/** A chain's entries up to the first that is none any more. */
export function readEntries(items: readonly Item[]): {
  readonly chain: readonly StoredAuditEntry[];
  readonly malformed: ChainFault | undefined;
} {
  const chain: StoredAuditEntry[] = [];
  for (const item of items) {
    const entry = auditEntrySchema.safeParse(item);
    if (!entry.success) return { chain, malformed: { kind: 'altered', seq: chain.length + 1 } };
    chain.push(entry.data);
  }
  return { chain, malformed: undefined };
}

function faultOf(subject: string, chain: readonly AuditEntry[], head: ChainHead) {
  const broken = findChainFault(chain, head);
  if (broken) return broken;
  const [first] = chain;
  // A whole chain, put with its head in another subject's place.
  if (first && subjectPk(first.subjectKind, first.subjectId) !== subject) {
    return { kind: 'other-subject', seq: first.seq } as const;
  }
  const replayed = replay(chain);
  return replayed.kind === 'illegal-step' ? replayed : undefined;
}

/** An entry that no seal would ever come to, and that could be rewritten at leisure. */
function unlistedIn(items: readonly Item[], chain: readonly StoredAuditEntry[]) {
  const entry = chain.find(
    ({ seal, hash }, at) => seal === undefined && items[at]?.gsi3pk !== unsealedList(shardOf(hash)),
  );
  return entry && ({ kind: 'unlisted', seq: entry.seq } as const);
}
