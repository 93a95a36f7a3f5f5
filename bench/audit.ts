import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteDatabase } from '../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../functions/adapters/sqlite/sqlite-table.ts';
import { createSealAudit } from '../functions/app/audit/seal-audit.ts';
import { createVerifyAudit } from '../functions/app/audit/verify-audit.ts';
import { changeSubject, type Head } from '../functions/app/subjects/change.ts';
import { anchorLine, endLine, entryLine, sealLine } from '../functions/domain/audit/audit-line.ts';
import { type AuditEntry, type AuditFacts, chainEntry } from '../functions/domain/audit/chain.ts';
import { type Seal, sealHashes } from '../functions/domain/audit/seal.ts';
import { calendarDate } from '../functions/domain/time/calendar-date.ts';
import { verifyExportFile } from '../local/audit/verify-export-file.ts';
import { openAnchorFile } from '../local/home/anchor-file.ts';
import { type Benchmark, figures, mustBe, rounded, timeOf } from './benchmark.ts';

/** A claim that is awarded has about as many. */
const entriesEach = 10;
/** Two actions a change, and a hundred to a transaction. */
const changesAtOnce = 50;
/** As the sealer makes them when there is much to seal. */
const entriesASeal = 1_000;
/** What is sealed and verified in the store: more would measure the same, for longer. */
const mostInStore = 100_000;

function factsOf(subject: number, seq: number): AuditFacts {
  return {
    subjectKind: 'claim',
    subjectId: `claim-${String(subject).padStart(26, '0')}`,
    at: '2008-05-20T01:02:03.000Z',
    actor: { kind: 'staff', id: '5f0c1d2e-8a44-4b51-9f6e-0d6c0f6a9b11' },
    event: seq === 1 ? 'submitted' : 'approve',
    ...(seq === 1 ? {} : { from: 'review' }),
    to: 'review',
    detail: {
      stage: 'village',
      outcome: 'approve',
      payloadHash: '3f'.repeat(32),
      reason: '8e'.repeat(32),
      content: 'c1'.repeat(32),
    },
  };
}

/** An export of so many entries, each subject's among those of all the others, and its anchors. */
async function writeExport(path: string, anchorsPath: string, subjects: number): Promise<void> {
  const [file, anchors] = [createWriteStream(path), createWriteStream(anchorsPath)];
  const chains: (AuditEntry | undefined)[] = Array.from({ length: subjects });
  let last: Seal | undefined;
  let hashes: string[] = [];
  let text = '';
  const seal = async (): Promise<void> => {
    if (hashes.length === 0) return;
    last = sealHashes(hashes, '2008-05-20T02:00:00.000Z', last);
    hashes = [];
    const line = sealLine(last);
    anchors.write(`${line}\n`);
    if (!file.write(`${text}${line}\n${anchorLine(line)}\n`)) await once(file, 'drain');
    text = '';
  };
  for (let seq = 1; seq <= entriesEach; seq += 1) {
    for (const [subject, before] of chains.entries()) {
      const entry = chainEntry(factsOf(subject, seq), before);
      chains[subject] = entry;
      hashes.push(entry.hash);
      text += `${entryLine(entry)}\n`;
      if (hashes.length === entriesASeal) await seal();
    }
  }
  await seal();
  file.end(`${endLine(last?.seq ?? 0)}\n`);
  anchors.end();
  await Promise.all([once(file, 'close'), once(anchors, 'close')]);
}

/** Writes entries as use cases do, seals them, verifies them in the store. */
async function inStore(folder: string, subjects: number) {
  const database = SqliteDatabase.open(join(folder, 'huimin.sqlite'));
  const table = createSqliteTable(database);
  const anchors = await openAnchorFile(join(folder, 'audit-anchors.ndjson'));
  const clock = { now: () => '2008-05-20T02:00:00.000Z', today: () => calendarDate('2008-05-20') };
  for (let from = 0; from < subjects; from += changesAtOnce) {
    const heads: (Head | undefined)[] = Array.from({ length: Math.min(changesAtOnce, subjects - from) });
    for (let seq = 1; seq <= entriesEach; seq += 1) {
      const changes = heads.map((head, at) =>
        changeSubject(head, factsOf(from + at, seq), { state: 'review' }),
      );
      const written = await table.transact(changes.flatMap(({ actions }) => actions));
      if (!written.ok) throw new Error('the entries were not written');
      for (const [at, { head }] of changes.entries()) heads[at] = head;
    }
  }
  const seal = await timeOf(async () => {
    const sealed = await createSealAudit({ table, clock, anchors })();
    mustBe('sealed entries', sealed.entries, subjects * entriesEach);
  });
  const verify = await timeOf(async () => {
    const outcome = await createVerifyAudit({ table, anchors })();
    mustBe('entries', outcome.entries, subjects * entriesEach);
    mustBe('faults', outcome.faults.length, 0);
  });
  await anchors.close();
  database.close();
  return { sealSeconds: seal.seconds, verifySeconds: verify.seconds };
}

/**
 * Verifies the audit offline, an export with its anchors: every line read, every hash, link and root computed again.
 * Beside it, what sealing and verifying cost in the store.
 * @param n entries, in chains of ten
 */
async function run(n = 1_000_000): ReturnType<Benchmark['run']> {
  const folder = await mkdtemp(join(tmpdir(), 'huimin-bench-audit-'));
  const subjects = Math.ceil(n / entriesEach);
  const [path, anchorsPath] = [join(folder, 'audit.ndjson'), join(folder, 'anchors.ndjson')];
  await writeExport(path, anchorsPath, subjects);
  const time = await timeOf(async () => {
    const found = await verifyExportFile(path, anchorsPath);
    mustBe('entries', found.entries, subjects * entriesEach);
    mustBe('faults', found.faults.length, 0);
  });
  const stored = Math.min(subjects, mostInStore / entriesEach);
  const { sealSeconds, verifySeconds } = await inStore(folder, stored);
  await rm(folder, { recursive: true });
  return figures('audit', subjects * entriesEach, time, {
    storedEntries: stored * entriesEach,
    sealSeconds: rounded(sealSeconds),
    verifySeconds: rounded(verifySeconds),
  });
}

export const bench: Benchmark = { name: 'audit', run };
