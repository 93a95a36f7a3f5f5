import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SqliteDatabase, type SqliteDatabaseOptions } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { findLogDamage } from '../../functions/adapters/sqlite/write-ahead-log.ts';
import type { Item } from '../../functions/app/store/ports.ts';

const itemCount = 120;
const items: readonly Item[] = Array.from({ length: itemCount }, (_, at) => ({
  pk: `CLAIM#${String(at % 10)}`,
  sk: `AUDIT#${String(at).padStart(3, '0')}`,
  gsi1pk: 'AUDIT',
  gsi1sk: String(at).padStart(3, '0'),
  text: `what happened, the ${String(at)}th time `.repeat(8),
}));

let folder: string;
/** A store that was closed, and one as a crash leaves it: everything still in the log. */
let closed: string;
let crashed: string;
let copies = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huimin-damage-'));
  [closed, crashed] = [join(folder, 'closed'), join(folder, 'crashed')];
  const path = join(closed, 'store.sqlite');
  const database = SqliteDatabase.open(path);
  const table = createSqliteTable(database);
  for (const put of items) await table.transact([{ put }]);
  mkdirSync(crashed);
  for (const file of ['store.sqlite', 'store.sqlite-wal'])
    copyFileSync(join(closed, file), join(crashed, file));
  database.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

function copyOf(original: string): string {
  const copy = join(folder, `copy-${String((copies += 1))}`);
  cpSync(original, copy, { recursive: true });
  return join(copy, 'store.sqlite');
}

function flipBit(file: string, byte: number): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(byte) ^ (1 << (byte % 8)), byte);
  writeFileSync(file, bytes);
}

/** Everything that can be read, or the error that said why not. */
async function readAll(
  path: string,
  options: SqliteDatabaseOptions = {},
): Promise<readonly (Item | undefined)[] | Error> {
  let database: SqliteDatabase | undefined;
  try {
    database = SqliteDatabase.open(path, options);
    const table = createSqliteTable(database);
    const found = [...(await table.getMany(items.slice(0, 60))), ...(await table.getMany(items.slice(60)))];
    const { items: rows } = await table.queryIndex('gsi1', { pk: 'AUDIT' });
    expect(rows.map((row) => row.indexSk)).toEqual(items.map((item) => item.gsi1sk));
    return found;
  } catch (error) {
    if (error instanceof Error && 'matcherResult' in error) throw error;
    return error as Error;
  } finally {
    database?.close();
  }
}

const isDamaged = (path: string) => ({ name: 'StoreCorrupt', message: expect.stringContaining(path) });

describe('a damaged file', () => {
  test('is no trouble while it is whole', async () => {
    expect(await readAll(copyOf(closed))).toEqual(items);
    expect(await readAll(copyOf(crashed))).toEqual(items);
  });

  test('with a flipped bit anywhere is found when it is opened, or nothing is lost', async () => {
    const size = readFileSync(join(closed, 'store.sqlite')).length;
    const outcomes = { found: 0, harmless: 0 };
    for (let byte = 3; byte < size; byte += 1_511) {
      const path = copyOf(closed);
      flipBit(path, byte);
      const result = await readAll(path);
      if (result instanceof Error) {
        expect(result).toMatchObject(isDamaged(path));
        outcomes.found += 1;
      } else {
        expect(result).toEqual(items);
        outcomes.harmless += 1;
      }
    }
    // Bits in unused space of a page are harmless.
    expect(outcomes.found).toBeGreaterThan(outcomes.harmless);
  });

  test('too large to be checked when opened gives an error where it is read, and is found by verify', async () => {
    const path = copyOf(closed);
    const text = readFileSync(path).indexOf('the 77th time');
    flipBit(path, text);
    const database = SqliteDatabase.open(path, { checkOnOpenUpToBytes: 0 });
    const table = createSqliteTable(database);
    await expect(table.get(items[77]!)).rejects.toMatchObject(isDamaged(path));
    expect(await table.get(items[78]!)).toEqual(items[78]);
    expect(table.verify()).toEqual([`item ${items[77]!.pk} ${items[77]!.sk}`]);
    database.close();
  });

  test('cut off is found when it is opened, whatever its size', async () => {
    for (const missing of [1, 4096, 20_000]) {
      const path = copyOf(closed);
      truncateSync(path, readFileSync(path).length - missing);
      expect(await readAll(path, { checkOnOpenUpToBytes: 0 })).toMatchObject(isDamaged(path));
    }
  });

  test('that is something else is not taken for a store', async () => {
    const path = copyOf(closed);
    writeFileSync(path, 'Dear Sir or Madam, '.repeat(1_000));
    expect(await readAll(path)).toMatchObject(isDamaged(path));
  });
});

describe('a damaged log', () => {
  test('with a flipped bit in all but the last commit is found', () => {
    const log = readFileSync(join(crashed, 'store.sqlite-wal'));
    expect(findLogDamage(log)).toBeUndefined();
    const missed: number[] = [];
    const lastCommits = 8 * 4120;
    for (let byte = 0; byte < log.length - lastCommits; byte += 2_999) {
      const copy = new Uint8Array(log);
      copy[byte]! ^= 1 << (byte % 8);
      if (findLogDamage(copy) === undefined) missed.push(byte);
    }
    expect(missed).toEqual([]);
  });

  test('is not replayed in part, however often it is tried', async () => {
    const path = copyOf(crashed);
    flipBit(`${path}-wal`, 50_000);
    expect(await readAll(path)).toMatchObject(isDamaged(path));
    expect(await readAll(path)).toMatchObject(isDamaged(path));
  });

  test('that ends in a write cut short loses that write alone', async () => {
    for (const missing of [1, 3_000, 5_000]) {
      const path = copyOf(crashed);
      truncateSync(`${path}-wal`, readFileSync(`${path}-wal`).length - missing);
      const database = SqliteDatabase.open(path);
      const found = await createSqliteTable(database).getMany(items.slice(-3));
      database.close();
      expect(found).toEqual([...items.slice(-3, -1), undefined]);
    }
  });

  test('whose file is gone is not thrown away', async () => {
    const path = copyOf(crashed);
    rmSync(path);
    expect(await readAll(path)).toMatchObject(isDamaged(path));
    writeFileSync(path, '');
    expect(await readAll(path)).toMatchObject(isDamaged(path));
  });
});
