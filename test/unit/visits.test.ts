import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createEnvelopes } from '../../functions/adapters/envelope/envelopes.ts';
import { randomIds } from '../../functions/adapters/ids/random-ids.ts';
import { localKey } from '../../functions/adapters/localkey/local-key.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { createSweepVisits, createVisits } from '../../functions/app/visits/visits.ts';
import { areaCode } from '../../functions/domain/review/area.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { createManualClock, instantAt } from '../../local/clock/manual-clock.ts';

const hour = 3_600_000;
const wrapper = localKey(randomBytes(32));
let database: SqliteDatabase;
let clock: ReturnType<typeof createManualClock>;

beforeEach(() => {
  database = SqliteDatabase.open(':memory:');
  clock = createManualClock(instantAt(calendarDate('2008-05-20'), '09:00'));
});
afterEach(() => database.close());

/** As after a restart: nothing but the store is the same. */
function opened() {
  const table = createSqliteTable(database);
  const envelopes = createEnvelopes({ table, clock, wrapper, district: areaCode('320602') });
  return {
    table,
    visits: createVisits({ table, envelopes, clock, ids: randomIds() }),
    sweep: createSweepVisits({ table, clock }),
  };
}

const staff = { userId: 'user-a', accessToken: 'secret-token', idToken: 'secret-id' };

test('a visit survives a restart, under an id that the store does not hold', async () => {
  const { visits } = opened();
  const visitId = visits.newId();
  expect(await visits.open(visitId)).toEqual({});
  await visits.keep(visitId, { staff });
  const { visits: again, table } = opened();
  expect(await again.open(visitId)).toEqual({ staff });
  const listed = await table.queryIndex('gsi1', { pk: 'VISITS' });
  const stored = JSON.stringify([listed, await table.get(listed.items[0]!)]);
  expect(stored).not.toContain(visitId);
  expect(stored).not.toContain('secret');
});

test('each request that keeps something lengthens it; what has run out is nothing, and is swept', async () => {
  const { visits, sweep, table } = opened();
  const [used, left] = [visits.newId(), visits.newId()];
  await visits.keep(used, { staff });
  await visits.keep(left, { staff });
  await clock.advance(9 * hour);
  await visits.keep(used, { staff, notice: 'saved' });
  await clock.advance(2 * hour);
  expect(await visits.open(left)).toEqual({});
  expect(await visits.open(used)).toEqual({ staff, notice: 'saved' });
  expect(await sweep()).toBe(1);
  expect((await table.queryIndex('gsi1', { pk: 'VISITS' })).items).toHaveLength(1);
  expect(await sweep()).toBe(0);
});

test('what is ended is forgotten at once', async () => {
  const { visits } = opened();
  const visitId = visits.newId();
  await visits.keep(visitId, { staff });
  await visits.end(visitId);
  expect(await visits.open(visitId)).toEqual({});
  await visits.end(visitId);
});
