import { expect, test } from '@jest/globals';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import { tableContract } from './table.ts';

/** What a caller does about a conflict: it tries again. */
function withRetries(table: Table): Table {
  return {
    ...table,
    async transact(asked) {
      const actions = structuredClone(asked);
      for (;;) {
        const result = await table.transact(actions);
        if (result.ok || result.error.reasons.every((reason) => reason.code !== 'conflict')) return result;
      }
    },
  };
}

for (const seed of [1, 2]) {
  tableContract(`SQLite with lagging indexes and conflicts, seed ${String(seed)}`, () => {
    const database = SqliteDatabase.open(':memory:');
    const table = createSqliteTable(database, { chaos: { seed, indexLag: true, conflictShare: 0.3 } });
    return { table: withRetries(table), close: () => database.close() };
  });
}

async function trace(seed: number): Promise<readonly string[]> {
  const database = SqliteDatabase.open(':memory:');
  const table = createSqliteTable(database, { chaos: { seed, indexLag: true, conflictShare: 0.3 } });
  const seen: string[] = [];
  for (let at = 0; at < 60; at += 1) {
    const item = { pk: 'P', sk: String(at % 20), gsi1pk: 'I', gsi1sk: String(at) };
    const result = await table.transact([
      { put: item },
      { check: { pk: 'Q', sk: 'x' }, if: { exists: false } },
    ]);
    const { items } = await table.queryIndex('gsi1', { pk: 'I' });
    seen.push(`${JSON.stringify(result)} ${items.map((row) => row.indexSk).join()}`);
  }
  database.close();
  return seen;
}

test('a seed decides what happens, and another seed something else', async () => {
  const [first, again, other] = [await trace(7), await trace(7), await trace(8)];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test('about the asked share of transactions conflicts, on one action, and changes nothing', async () => {
  const database = SqliteDatabase.open(':memory:');
  const table = createSqliteTable(database, { chaos: { seed: 3, conflictShare: 0.25 } });
  const codes: string[] = [];
  let done = 0;
  for (let at = 0; at < 400; at += 1) {
    const result = await table.transact([
      { update: { pk: 'P', sk: 'one' }, add: { count: 1 } },
      { update: { pk: 'P', sk: 'two' }, add: { count: 1 } },
    ]);
    if (result.ok) done += 1;
    else codes.push(result.error.reasons.map((reason) => reason.code).join());
  }
  expect(codes.length).toBeGreaterThan(60);
  expect(codes.length).toBeLessThan(140);
  expect([...new Set(codes)].toSorted()).toEqual(['conflict,none', 'none,conflict']);
  expect((await table.query({ pk: 'P' })).items.map((item) => item.count)).toEqual([done, done]);
  database.close();
});

test('an index lags behind what is put and what is removed, and catches up', async () => {
  const database = SqliteDatabase.open(':memory:');
  const table = createSqliteTable(database, { chaos: { seed: 5, indexLag: true } });
  const names = async () => (await table.queryIndex('gsi1', { pk: 'I' })).items.map((row) => row.sk);
  const late = { appearing: 0, disappearing: 0 };
  for (let at = 0; at < 30; at += 1) {
    const item = { pk: 'P', sk: String(at), gsi1pk: 'I', gsi1sk: String(at) };
    await table.transact([{ put: item }]);
    if (!(await names()).includes(item.sk)) late.appearing += 1;
    for (let reads = 0; reads < 9; reads += 1) await names();
    expect(await names()).toEqual([item.sk]);
    await table.transact([{ delete: item }]);
    if ((await names()).includes(item.sk)) late.disappearing += 1;
    for (let reads = 0; reads < 9; reads += 1) await names();
    expect(await names()).toEqual([]);
  }
  expect(late.appearing).toBeGreaterThan(10);
  expect(late.disappearing).toBeGreaterThan(10);
  database.close();
});
