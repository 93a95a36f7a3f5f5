import { auditEntrySchema, type Covered } from '../../contracts/store/audit-entry.ts';
import { sealLine } from '../../domain/audit/audit-line.ts';
import { sealHashes } from '../../domain/audit/seal.ts';
import type { Clock } from '../ports/clock.ts';
import { itemPages, rowPages } from '../store/pages.ts';
import type { Action, Key, Table } from '../store/ports.ts';
import { conditionFailed, mostActions, transact } from '../store/transact.ts';
import { auditKey, auditShards, unsealedList } from '../subjects/change.ts';
import type { AuditAnchors } from './ports.ts';
import {
  type SealedEntry,
  type SealLogHead,
  entriesOf,
  readSeal,
  readSealLogHead,
  sealLogHeadKey,
} from './seal-log.ts';

export interface SealAuditDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly anchors: AuditAnchors;
}

export interface Sealed {
  readonly seals: number;
  readonly entries: number;
  /** Of the oldest entry that waited to be sealed; 0 when none did. */
  readonly oldestAgeSeconds: number;
}

/** A seal is one item, with the list of what it covers (≤ 400 KB), and its entries are one page of an export. */
const mostEntries = 1_000;
const mostTextLength = 1_000_000;

/** Rows of the index a page; chains read at once, and entries of one a page, newest first. */
const rowsAPage = 100;
const chainsAtOnce = 25;
const entriesAPage = 10;

/**
 * Seals what was audited since the last seal, and anchors it (ADR 14). Called on schedule; at any moment it may be
 * killed, or called twice at once.
 *
 * Every entry is listed in an index from its own transaction on, until a seal covers it: the index may show it late,
 * which makes it late for the next seal, and no more. The index only finds the subject: what is sealed are the
 * entries of its chain as the table has them, in their order, so that what is sealed is always the chain's beginning.
 *
 * A seal is written on the condition that the one before is the newest, and only when that one is settled: anchored,
 * and all it covers marked. So two sealers cannot seal the same, and whoever comes after a crash ends what was begun.
 * @throws when what is anchored is not what the table says: then the table was changed or restored, and people decide
 */
export function createSealAudit({ table, clock, anchors }: SealAuditDeps): () => Promise<Sealed> {
  return async () => {
    const done = { seals: 0, entries: 0 };
    const oldest = await oldestUnsealed(table);
    for (;;) {
      const head = await readSealLogHead(table);
      if (head.settled < head.version) await settle(head);
      const covers = await unsealed();
      if (covers.length === 0) break;
      const hashes = covers.flatMap((covered) => covered.hashes);
      if (!(await write(head, covers, hashes))) continue;
      done.seals += 1;
      done.entries += hashes.length;
    }
    const ageSeconds = oldest === undefined ? 0 : (Date.parse(clock.now()) - Date.parse(oldest)) / 1_000;
    return { ...done, oldestAgeSeconds: Math.max(0, Math.round(ageSeconds)) };
  };

  /** What the next seal is to cover: as much as it holds. */
  async function unsealed(): Promise<readonly Covered[]> {
    const covers: Covered[] = [];
    let entries = 0;
    let textLength = 0;
    for await (const subjects of unsealedSubjects(table)) {
      const tails = await Promise.all(subjects.map((subject) => unsealedTail(table, subject)));
      for (const [at, subject] of subjects.entries()) {
        const tail = tails[at] ?? [];
        const taken = [];
        for (const entry of tail) {
          textLength += JSON.stringify(entry).length;
          if (entries === mostEntries || (entries > 0 && textLength > mostTextLength)) break;
          taken.push(entry);
          entries += 1;
        }
        const [first] = taken;
        if (first) covers.push({ subject, from: first.seq, hashes: taken.map(({ hash }) => hash) });
        if (taken.length < tail.length) return covers;
      }
    }
    return covers;
  }

  /** @returns whether it is written; if not, another sealer's is */
  async function write(
    head: SealLogHead,
    covers: readonly Covered[],
    hashes: readonly string[],
  ): Promise<boolean> {
    const last = head.version === 0 ? undefined : { seq: head.version, hash: head.auditHash };
    const seal = sealHashes(hashes, clock.now(), last);
    const { actor, detail, ...rest } = seal;
    const written = await transact(table, [
      {
        put: { ...sealLogHeadKey, version: seal.seq, auditHash: seal.hash, settled: head.version },
        if: last ? { attribute: 'version', is: '=', value: last.seq } : { exists: false },
      },
      {
        put: {
          ...auditKey(sealLogHeadKey.pk, seal.seq),
          ...rest,
          actor: { ...actor },
          detail,
          covers: covers.map((covered) => ({ ...covered })),
        },
        if: { exists: false },
      },
    ]);
    return written.ok;
  }

  /** Ends what the writing of the newest seal began. Repeating it changes nothing. */
  async function settle({ version }: SealLogHead): Promise<void> {
    const seal = await readSeal(table, version);
    if (!seal) throw new Error(`there is no seal ${String(version)}, and the seals' head names it`);
    const text = sealLine(seal);
    if ((await anchors.anchor(version, text)) !== text) {
      throw new Error(`seal ${String(version)} is not what is anchored under its number`);
    }
    await mark(entriesOf(seal), version);
    await transact(table, [
      {
        update: sealLogHeadKey,
        set: { settled: version },
        // Another sealer may have done all this, and more.
        if: { attribute: 'version', is: '=', value: version },
      },
    ]);
  }

  async function mark(entries: readonly SealedEntry[], seal: number): Promise<void> {
    const marks = entries.map(({ subject, seq }) => sealedMark(auditKey(subject, seq), seal));
    const batches = Array.from({ length: Math.ceil(marks.length / mostActions) }, (_, at) =>
      marks.slice(at * mostActions, (at + 1) * mostActions),
    );
    await Promise.all(batches.map(markBatch));
  }

  async function markBatch(marks: readonly Action[]): Promise<void> {
    const marked = await transact(table, marks);
    if (marked.ok) return;
    // An entry that is gone cannot be marked. Verification finds it missing; the others are marked all the same.
    const there = marks.filter((_, at) => !conditionFailed(marked.error.reasons[at]));
    if (there.length > 0) await markBatch(there);
  }
}

function sealedMark(key: Key, seal: number): Action {
  return { update: key, set: { seal }, remove: ['gsi3pk', 'gsi3sk'], if: { exists: true } };
}

/** The subjects that have entries to seal, as the index shows them, a few at a time and each once. */
async function* unsealedSubjects(table: Table): AsyncGenerator<readonly string[]> {
  const seen = new Set<string>();
  for (let shard = 0; shard < auditShards; shard += 1) {
    for await (const rows of rowPages(table, 'gsi3', { pk: unsealedList(shard), limit: rowsAPage })) {
      const subjects = [...new Set(rows.map(({ pk }) => pk))].filter((subject) => !seen.has(subject));
      for (const subject of subjects) seen.add(subject);
      for (let at = 0; at < subjects.length; at += chainsAtOnce) yield subjects.slice(at, at + chainsAtOnce);
    }
  }
}

/** The entries of a chain after the last sealed one, oldest first. */
async function unsealedTail(table: Table, subject: string) {
  const tail = [];
  const newestFirst = {
    pk: subject,
    sk: { beginsWith: 'AUDIT#' },
    descending: true,
    limit: entriesAPage,
  };
  for await (const items of itemPages(table, newestFirst)) {
    for (const item of items) {
      const entry = auditEntrySchema.parse(item);
      if (entry.seal !== undefined) return tail.reverse();
      tail.push(entry);
    }
  }
  return tail.reverse();
}

async function oldestUnsealed(table: Table): Promise<string | undefined> {
  const firsts = await Promise.all(
    Array.from({ length: auditShards }, (_, shard) =>
      table.queryIndex('gsi3', { pk: unsealedList(shard), limit: 1 }),
    ),
  );
  const moments = firsts.flatMap(({ items }) => items.map(({ indexSk }) => indexSk.split('#')[0] ?? ''));
  return moments.sort()[0];
}
