import {
  sealLogHeadSchema,
  sealSchema,
  type StoredSeal,
  type StoredSealLogHead,
} from '../../contracts/store/audit-entry.ts';
import { genesisHash } from '../../domain/audit/chain.ts';
import { sealLog } from '../../domain/audit/seal.ts';
import type { Key, Table } from '../store/ports.ts';
import { auditKey, subjectPk } from '../subjects/change.ts';

export const sealLogPk = subjectPk(sealLog.subjectKind, sealLog.subjectId);

export const sealLogHeadKey: Key = { pk: sealLogPk, sk: 'HEAD' };

export type SealLogHead = StoredSealLogHead;

/** Where the seals have come to; version 0 before the first. */
export async function readSealLogHead(table: Table): Promise<SealLogHead> {
  const item = await table.get(sealLogHeadKey);
  return item ? sealLogHeadSchema.parse(item) : { version: 0, auditHash: genesisHash, settled: 0 };
}

/** @returns undefined where there is no such seal */
export async function readSeal(table: Table, seal: number): Promise<StoredSeal | undefined> {
  const item = await table.get(auditKey(sealLogPk, seal));
  return item && sealSchema.parse(item);
}

/** An entry as a seal names it. */
export interface SealedEntry {
  readonly subject: string;
  readonly seq: number;
  readonly hash: string;
}

/** What a seal covers, entry by entry, in the order of its leaves. */
export function entriesOf({ covers }: StoredSeal): readonly SealedEntry[] {
  return covers.flatMap(({ subject, from, hashes }) =>
    hashes.map((hash, at) => ({ subject, seq: from + at, hash })),
  );
}
