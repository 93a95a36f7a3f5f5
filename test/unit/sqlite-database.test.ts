import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import type { Item } from '../../functions/app/store/ports.ts';

let folder: string;
let database: SqliteDatabase;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huimin-database-'));
  database = SqliteDatabase.open(join(folder, 'deep', 'store.sqlite'));
  database.exec('CREATE TABLE numbers (n INTEGER PRIMARY KEY)');
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

function insert(n: number): Promise<number> {
  return database.write(() => {
    database.prepare('INSERT INTO numbers VALUES (?)').run(n);
    return n;
  });
}

function numbers(): readonly unknown[] {
  return database.read(() => database.prepare('SELECT n FROM numbers ORDER BY n').all()).map(({ n }) => n);
}

describe('a group', () => {
  test('is all that is written in a turn, committed at once', async () => {
    const writes = [insert(1), Promise.resolve().then(() => insert(2)), insert(3)];
    expect(numbers()).toEqual([]);
    expect(await writes[0]).toBe(1);
    expect(numbers()).toEqual([1, 2, 3]);
    expect(await Promise.all(writes)).toEqual([1, 2, 3]);
  });

  test('loses nothing but the work that failed', async () => {
    const failing = database.write(() => {
      database.prepare('INSERT INTO numbers VALUES (?)').run(2);
      throw new TypeError('on purpose');
    });
    const outcomes = await Promise.allSettled([insert(1), failing, insert(1), insert(3)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    await expect(failing).rejects.toThrow(new TypeError('on purpose'));
    expect(numbers()).toEqual([1, 3]);
  });

  test('that does not fit on the disk is refused whole, and the next one is not', async () => {
    database.exec('CREATE TABLE texts (text TEXT)');
    const fill = (length: number) =>
      database.write((db) => db.prepare('INSERT INTO texts VALUES (?)').run('x'.repeat(length)));
    const limit = (pages: number) =>
      database.read((db) => db.exec(`PRAGMA max_page_count = ${String(pages)}`));
    limit(20);
    const unavailable = { name: 'StoreUnavailable', message: expect.stringContaining('full') };
    const [before, tooMuch, after] = [insert(1), fill(1_000_000), insert(2)];
    await expect(before).rejects.toMatchObject(unavailable);
    await expect(tooMuch).rejects.toMatchObject(unavailable);
    expect(await after).toBe(2);
    expect(numbers()).toEqual([2]);
    limit(1_000);
    await fill(1_000_000);
  });

  test('takes what its own work asks for next into another group', async () => {
    const inner: Promise<number>[] = [];
    await database.write(() => inner.push(insert(7)));
    expect(await inner[0]).toBe(7);
    expect(numbers()).toEqual([7]);
  });

  test('cannot be read while it is half done', async () => {
    await expect(database.write(() => numbers())).rejects.toThrow('not committed');
  });
});

describe('a database', () => {
  test('commits what is queued when it closes, and takes nothing after', async () => {
    const last = insert(1);
    database.close();
    expect(await last).toBe(1);
    await expect(insert(2)).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(() => numbers()).toThrow(expect.objectContaining({ name: 'StoreUnavailable' }));
    database.close();
    database = SqliteDatabase.open(database.path);
    expect(numbers()).toEqual([1]);
  });

  test('is held by one opener at a time', () => {
    expect(() => SqliteDatabase.open(database.path, { lockWaitMilliseconds: 1 })).toThrow(
      expect.objectContaining({ name: 'StoreUnavailable', message: expect.stringContaining(database.path) }),
    );
    database.close();
    database = SqliteDatabase.open(database.path);
  });

  test('is copied while it is in use', async () => {
    await insert(1);
    const copied = join(folder, 'copy.sqlite');
    const inserted = insert(2);
    database.backupTo(copied);
    await inserted;
    const copy = SqliteDatabase.open(copied);
    const rows = copy.read((db) => db.prepare('SELECT n FROM numbers ORDER BY n').all());
    copy.close();
    // What was not yet committed is not in it.
    expect(rows.map(({ n }) => n)).toEqual([1]);
    expect(database.verify()).toEqual([]);
  });
});

describe('a table in it', () => {
  test('tells of items put under a prefix, after they are on disk and in their order', async () => {
    const table = createSqliteTable(database);
    const heard: { item: Item; stored: Item | undefined }[] = [];
    const reads: Promise<void>[] = [];
    table.onPut('OUTBOX#', (item) => {
      reads.push(table.get(item).then((stored) => void heard.push({ item, stored })));
    });
    const row = (pk: string, sk: string): Item => ({ pk, sk, message: sk });
    await Promise.all([
      table.transact([
        { put: row('OUTBOX#01', 'a') },
        { put: row('CLAIM#1', 'HEAD') },
        { put: row('OUTBOX#02', 'b') },
      ]),
      table.transact([
        { put: row('OUTBOX#01', 'no') },
        { check: { pk: 'X', sk: 'X' }, if: { exists: true } },
      ]),
      table.transact([{ put: row('OUTBOX#01', 'c') }]),
      table.transact([{ update: { pk: 'OUTBOX#01', sk: 'd' }, set: { x: 1 } }]),
      table.transact([{ delete: { pk: 'OUTBOX#01', sk: 'e' } }]),
    ]);
    await Promise.all(reads);
    const expected = [row('OUTBOX#01', 'a'), row('OUTBOX#02', 'b'), row('OUTBOX#01', 'c')];
    expect(heard).toEqual(expected.map((item) => ({ item, stored: item })));
  });

  test('is there again when the file is opened again', async () => {
    const items = [
      { pk: 'P', sk: 'A', text: '惠民', gsi1pk: 'I', gsi1sk: '1' },
      { pk: 'P', sk: 'B', bytes: Uint8Array.of(0, 255) },
    ];
    await createSqliteTable(database).transact(items.map((put) => ({ put })));
    database.close();
    database = SqliteDatabase.open(database.path);
    const table = createSqliteTable(database);
    expect(await table.query({ pk: 'P' })).toEqual({ items });
    expect(await table.queryIndex('gsi1', { pk: 'I' })).toEqual({
      items: [{ pk: 'P', sk: 'A', indexSk: '1' }],
    });
    expect(table.verify()).toEqual([]);
  });

  test('stays the same for other rows when one is found damaged', async () => {
    const table = createSqliteTable(database);
    await table.transact([{ put: { pk: 'P', sk: 'A', fen: 100 } }, { put: { pk: 'P', sk: 'B', fen: 100 } }]);
    await database.write((db) =>
      db.exec(`UPDATE items SET body = replace(body, '100', '900') WHERE sk = 'A'`),
    );
    const damaged = { name: 'StoreCorrupt', message: expect.stringContaining(database.path) };
    await expect(table.get({ pk: 'P', sk: 'A' })).rejects.toMatchObject(damaged);
    await expect(table.query({ pk: 'P' })).rejects.toMatchObject(damaged);
    await expect(
      table.transact([{ check: { pk: 'P', sk: 'A' }, if: { exists: true } }]),
    ).rejects.toMatchObject(damaged);
    expect(await table.get({ pk: 'P', sk: 'B' })).toEqual({ pk: 'P', sk: 'B', fen: 100 });
    expect(table.verify()).toEqual(['item P A']);
  });
});
