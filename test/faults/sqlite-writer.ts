// A process that writes until it is killed or the disk is full: see sqlite-kill.test.ts.
// argv: file, first number. It says each number on stdout once it is acknowledged, and "refused <number>" when not.
import { writeSync } from 'node:fs';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';

const [path = '', first = '0'] = process.argv.slice(2);
const table = createSqliteTable(SqliteDatabase.open(path));
let next = Number(first);
let full = false;

/** Two items and a count, that must be there together or not at all. */
async function write(n: number): Promise<void> {
  const sk = String(n).padStart(9, '0');
  await table.transact([
    { put: { pk: 'LEFT', sk, text: `left of ${sk} `.repeat(20) }, if: { exists: false } },
    { put: { pk: 'RIGHT', sk, gsi1pk: 'INDEX', gsi1sk: sk, bytes: Buffer.alloc(200, n) } },
    { update: { pk: 'COUNT', sk: 'ALL' }, add: { count: 1 } },
  ]);
}

async function writeOn(): Promise<void> {
  while (!full) {
    const n = next;
    next += 1;
    try {
      await write(n);
      writeSync(1, `${String(n)}\n`);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'StoreUnavailable') throw error;
      full = true;
      writeSync(1, `refused ${String(n)}\n`);
    }
  }
}

await Promise.all(Array.from({ length: 8 }, writeOn));
// Ends as a crash does, without closing.
process.kill(process.pid, 'SIGKILL');
