import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import { type StoreUse, meteredTable, noUse } from '../fakes/metered-table.ts';

let database: SqliteDatabase;
let use: StoreUse;
let table: Table;
beforeEach(() => {
  database = SqliteDatabase.open(':memory:');
  use = noUse();
  table = meteredTable(createSqliteTable(database), use);
});
afterEach(() => database.close());

/** What an action costs, apart from what came before. */
async function costOf(act: () => Promise<unknown>): Promise<Partial<StoreUse>> {
  Object.assign(use, noUse());
  await act();
  return { ...use };
}

const text = (bytes: number) => 'x'.repeat(bytes);
/** An item of exactly so many bytes: `pk`, `a`, `sk`, `b` and `text` are 9 of them. */
const item = (bytes: number, more = {}) => ({ pk: 'a', sk: 'b', text: text(bytes - 10), ...more });

test('reads are a unit for each 4 KB, of what is not there one', async () => {
  expect(await costOf(() => table.get({ pk: 'a', sk: 'b' }))).toMatchObject({ readUnits: 1, requests: 1 });
  await table.transact([{ put: item(4_096) }, { put: { ...item(4_097), sk: 'c' } }]);
  expect(await costOf(() => table.get({ pk: 'a', sk: 'b' }))).toMatchObject({ readUnits: 1 });
  expect(await costOf(() => table.get({ pk: 'a', sk: 'c' }))).toMatchObject({ readUnits: 2 });
  const many = ['b', 'c', 'd'].map((sk) => ({ pk: 'a', sk }));
  expect(await costOf(() => table.getMany(many))).toMatchObject({ readUnits: 4, requests: 1 });
  // A query is billed for what it reads together.
  expect(await costOf(() => table.query({ pk: 'a' }))).toMatchObject({ readUnits: 3 });
});

test('writes are two units for each KB, by the larger of before and after', async () => {
  expect(await costOf(() => table.transact([{ put: item(1_024) }]))).toMatchObject({
    writeUnits: 2,
    storedBytes: 1_024,
  });
  expect(await costOf(() => table.transact([{ put: item(1_025) }]))).toMatchObject({ writeUnits: 4 });
  expect(await costOf(() => table.transact([{ put: item(20) }]))).toMatchObject({
    writeUnits: 4,
    storedBytes: 20 - 1_025,
  });
  expect(await costOf(() => table.transact([{ put: item(2_000), if: { exists: false } }]))).toMatchObject({
    writeUnits: 4,
    storedBytes: 0,
  });
  expect(
    await costOf(() => table.transact([{ check: { pk: 'a', sk: 'b' }, if: { exists: true } }])),
  ).toMatchObject({ writeUnits: 2 });
});

test('indexes are written where their entries come, go or move, and read at half', async () => {
  const listed = (at: string) => item(20, { gsi1pk: 'list', gsi1sk: at });
  const put = (at: string) => () => table.transact([{ put: listed(at) }]);
  expect(await costOf(put('1'))).toMatchObject({ writeUnits: 2 + 1 });
  expect(await costOf(put('1'))).toMatchObject({ writeUnits: 2 });
  expect(await costOf(put('2'))).toMatchObject({ writeUnits: 2 + 2 });
  expect(await costOf(() => table.queryIndex('gsi1', { pk: 'list' }))).toMatchObject({ readUnits: 0.5 });
  expect(await costOf(() => table.transact([{ delete: { pk: 'a', sk: 'b' } }]))).toMatchObject({
    writeUnits: 2 + 1,
  });
});
