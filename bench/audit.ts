import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteDatabase } from '../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../functions/adapters/sqlite/sqlite-table.ts';
import { createVerifyAudit } from '../functions/app/audit/verify-audit.ts';
import { changeSubject, type Head } from '../functions/app/subjects/change.ts';
import { type Benchmark, figures, mustBe, secondsOf } from './benchmark.ts';

/** A claim that is awarded has about as many. */
const entriesEach = 10;
/** Two actions a change, and a hundred to a transaction. */
const changesAtOnce = 50;

/**
 * Verifies the audit: every chain read, every hash computed again.
 * @param n entries, in chains of ten
 */
async function run(n = 100_000): ReturnType<Benchmark['run']> {
  const folder = await mkdtemp(join(tmpdir(), 'huimin-bench-audit-'));
  const database = SqliteDatabase.open(join(folder, 'huimin.sqlite'));
  const table = createSqliteTable(database);
  const subjects = Math.ceil(n / entriesEach);
  for (let from = 0; from < subjects; from += changesAtOnce) {
    const heads: (Head | undefined)[] = Array.from({ length: Math.min(changesAtOnce, subjects - from) });
    for (let seq = 0; seq < entriesEach; seq += 1) {
      const changes = heads.map((head, at) =>
        changeSubject(
          head,
          {
            subjectKind: 'claim',
            subjectId: `claim-${String(from + at).padStart(26, '0')}`,
            at: '2008-05-20T01:02:03.000Z',
            actor: { kind: 'system', id: 'bench' },
            event: 'approve',
            from: 'review',
            to: 'review',
            detail: { stage: 'village', outcome: 'approve', payloadHash: '3f'.repeat(32) },
          },
          { state: 'review' },
        ),
      );
      const written = await table.transact(changes.flatMap(({ actions }) => actions));
      if (!written.ok) throw new Error('the entries were not written');
      for (const [at, { head }] of changes.entries()) heads[at] = head;
    }
  }
  let verified = false;
  const seconds = await secondsOf(async () => {
    const outcome = await createVerifyAudit({ table })();
    mustBe('entries', outcome.entries, subjects * entriesEach);
    verified = outcome.verified;
  });
  mustBe('verified', verified, true);
  database.close();
  await rm(folder, { recursive: true });
  return figures('audit', subjects * entriesEach, seconds);
}

export const bench: Benchmark = { name: 'audit', run };
