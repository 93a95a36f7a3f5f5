import { sealSchema } from '../../contracts/store/audit-entry.ts';
import { sealLine } from '../../domain/audit/audit-line.ts';
import { findChainFault } from '../../domain/audit/chain.ts';
import { isSealOf } from '../../domain/audit/seal.ts';
import type { Item, Table } from '../store/ports.ts';
import { auditKey } from '../subjects/change.ts';
import { readChainItems } from '../subjects/read-chain.ts';
import type { AuditFault } from './audit-fault.ts';
import type { AuditAnchors } from './ports.ts';
import { type SealedEntry, entriesOf, readSealLogHead, sealLogPk } from './seal-log.ts';
import { readEntries } from './verify-chain.ts';

export interface VerifySealsDeps {
  readonly table: Table;
  readonly anchors: AuditAnchors;
}

export interface VerifiedSeals {
  readonly seals: number;
  /** By subject: the last of its entries that a seal covers. */
  readonly covered: ReadonlyMap<string, number>;
}

/** Seals read at once, each with its anchor; and DynamoDB's most keys of one read. */
const sealsAtOnce = 25;
const entriesAtOnce = 100;

/** Checks the chain of seals, and each seal against the entries it covers and against what is anchored. */
export async function verifySeals(
  { table, anchors }: VerifySealsDeps,
  report: (fault: AuditFault) => void,
): Promise<VerifiedSeals> {
  const reportSeal = (kind: AuditFault['kind'], seq: number): void =>
    report({ subject: sealLogPk, kind, seq });
  const covered = new Map<string, number>();
  // Seals written from here on are for the next verification.
  const head = await readSealLogHead(table);
  const { chain, malformed } = readEntries(await Array.fromAsync(readChainItems(table, sealLogPk)));
  const broken = malformed ?? findChainFault(chain.slice(0, head.version), head);
  if (broken) report({ subject: sealLogPk, ...broken });

  const seals = Math.min(head.version, chain.length);
  for (let from = 1; from <= seals; from += sealsAtOnce) {
    const count = Math.min(sealsAtOnce, seals - from + 1);
    const numbers = Array.from({ length: count }, (_, at) => from + at);
    const [items, anchored] = await Promise.all([
      table.getMany(numbers.map((seq) => auditKey(sealLogPk, seq))),
      Promise.all(numbers.map((seq) => anchors.read(seq))),
    ]);
    for (const [at, seq] of numbers.entries()) await verifySeal(seq, items[at], anchored[at]);
  }
  const next = head.version + 1;
  if ((await anchors.read(next)) !== undefined && (await readSealLogHead(table)).version < next) {
    reportSeal('lost-seal', next);
  }
  return { seals, covered };

  async function verifySeal(
    seq: number,
    item: Item | undefined,
    anchored: string | undefined,
  ): Promise<void> {
    if (anchored === undefined && seq <= head.settled) reportSeal('no-anchor', seq);
    const seal = sealSchema.safeParse(item);
    // That a seal is missing, or none any more, was found in their chain.
    if (!seal.success) return;
    if (anchored !== undefined && anchored !== sealLine(seal.data)) reportSeal('other-anchor', seq);
    const entries = entriesOf(seal.data);
    const hashes = entries.map(({ hash }) => hash);
    if (!isSealOf(seal.data, hashes)) reportSeal('wrong-root', seq);
    for (let at = 0; at < entries.length; at += entriesAtOnce) {
      await verifyCovered(entries.slice(at, at + entriesAtOnce));
    }
  }

  async function verifyCovered(entries: readonly SealedEntry[]): Promise<void> {
    const items = await table.getMany(entries.map(({ subject, seq }) => auditKey(subject, seq)));
    for (const [at, { subject, seq, hash }] of entries.entries()) {
      const item = items[at];
      covered.set(subject, Math.max(seq, covered.get(subject) ?? 0));
      if (!item) report({ subject, kind: 'sealed-missing', seq });
      // That the entry's text comes to its hash is for its own chain to show.
      else if (item.hash !== hash) report({ subject, kind: 'sealed-altered', seq });
    }
  }
}
