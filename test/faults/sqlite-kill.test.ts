import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import type { Item, Page, QueryInput, Table } from '../../functions/app/store/ports.ts';

let path: string;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huimin-kill-'));
  path = join(folder, 'store.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

const writer = [
  '--disable-warning=ExperimentalWarning',
  fileURLToPath(new URL('./sqlite-writer.ts', import.meta.url)),
] as const;

/** Everything that the process says until it ends; `heard` is told how many lines there are so far. */
async function lines(child: ChildProcess, heard: (count: number) => void): Promise<readonly string[]> {
  const said: string[] = [];
  let complaint = '';
  child.stderr?.on('data', (text) => (complaint += String(text)));
  for await (const line of createInterface({ input: child.stdout! })) heard(said.push(line));
  expect(complaint).toBe('');
  return said;
}

async function all(table: Table, pk: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const input: QueryInput = { pk, ...(cursor === undefined ? {} : { cursor }) };
    const page: Page<Item> = await table.query(input);
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return items;
}

/** What is in the store after the crash; whatever is half there fails the test. */
async function numbersAfterCrash(): Promise<readonly number[]> {
  const database = SqliteDatabase.open(path);
  const table = createSqliteTable(database);
  const left = await all(table, 'LEFT');
  const right = await all(table, 'RIGHT');
  const count = await table.get({ pk: 'COUNT', sk: 'ALL' });
  const indexed = database.read((db) =>
    db.prepare('SELECT count(*) AS n FROM items WHERE gsi1pk = ?').get('INDEX'),
  );
  const damage = table.verify();
  database.close();
  expect(damage).toEqual([]);
  expect(right.map(({ sk }) => sk).join()).toBe(left.map(({ sk }) => sk).join());
  expect({ count: count?.count ?? 0, indexed: indexed?.n }).toEqual({
    count: left.length,
    indexed: left.length,
  });
  const altered = right.filter(({ sk, bytes }) => !Buffer.alloc(200, Number(sk)).equals(bytes as Uint8Array));
  expect(altered).toEqual([]);
  return left.map(({ sk }) => Number(sk));
}

// Seconds, on a busy machine: each round starts a process, and nothing here depends on how long that takes.
const patience = 60_000;

describe('what was acknowledged is on disk', () => {
  test(
    'and nothing is half there, whenever the process is killed',
    async () => {
      const acknowledged: number[] = [];
      let next = 0;
      for (let round = 0; round < 4; round += 1) {
        const child = spawn(process.execPath, [...writer, path, String(next)]);
        // After some acknowledgements, and then wherever the writer happens to be.
        const enough = 1 + Math.floor(Math.random() * 120);
        const said = await lines(child, (count) => {
          if (count === enough) setTimeout(() => child.kill('SIGKILL'), Math.random() * 10);
        });
        acknowledged.push(...said.map(Number));
        const stored = await numbersAfterCrash();
        const there = new Set(stored);
        expect(acknowledged.filter((n) => !there.has(n))).toEqual([]);
        next = (stored.at(-1) ?? 0) + 1;
      }
    },
    patience,
  );

  test(
    'and nothing refused is there, when the disk is full',
    async () => {
      // A limit on file size stands for the full disk: the log cannot grow, so commits fail.
      const limited = ['-c', 'ulimit -f 4096 && exec "$0" "$@"', process.execPath, ...writer, path, '0'];
      const said = await lines(spawn('sh', limited), () => undefined);
      const acknowledged = said.filter((line) => !line.startsWith('refused')).map(Number);
      const refused = said.filter((line) => line.startsWith('refused'));
      expect(acknowledged.length).toBeGreaterThan(10);
      expect(refused.length).toBeGreaterThan(0);
      const stored = await numbersAfterCrash();
      expect(stored).toEqual(acknowledged.toSorted((one, other) => one - other));
    },
    patience,
  );
});
