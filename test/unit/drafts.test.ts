import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createEnvelopes } from '../../functions/adapters/envelope/envelopes.ts';
import { openKeyed } from '../../functions/adapters/envelope/keyed.ts';
import { randomIds } from '../../functions/adapters/ids/random-ids.ts';
import { localKey } from '../../functions/adapters/localkey/local-key.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { createDrafts } from '../../functions/app/drafts/drafts.ts';
import { areaCode } from '../../functions/domain/review/area.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { createSweepForgottenHandler } from '../../functions/handlers/schedules/sweep-forgotten/handler.ts';
import { createManualClock, instantAt } from '../../local/clock/manual-clock.ts';

const day = 24 * 3_600_000;
const district = areaCode('320602');
let database: SqliteDatabase;
let office: Awaited<ReturnType<typeof opened>>;

beforeEach(async () => {
  database = SqliteDatabase.open(':memory:');
  office = await opened();
});
afterEach(() => database.close());

async function opened() {
  const table = createSqliteTable(database);
  const clock = createManualClock(instantAt(calendarDate('2008-05-20'), '09:00'));
  const wrapper = localKey(randomBytes(32));
  const envelopes = createEnvelopes({ table, clock, wrapper, district });
  const keyed = await openKeyed({ table, wrapper, district });
  const drafts = createDrafts({ table, envelopes, keyed, clock, ids: randomIds(), newKey: randomUUID });
  const log = { info: () => undefined, error: () => undefined };
  const { handler } = createSweepForgottenHandler({ table, clock, log });
  return { table, clock, drafts, sweep: async () => (await handler()).changed };
}

test('a draft is saved as it goes, sealed, and found by reference and code alone', async () => {
  const { drafts, table } = office;
  const begun = await drafts.begin('rural-reward');
  const answers = { 'applicant.name': '王㐂', 'applicant.residentId': '320602194503129980' };
  await drafts.save({ ...begun, answers });
  const code = drafts.codeOf(begun.draftId);
  expect(await drafts.find(begun.reference, code)).toEqual({ ...begun, answers });
  expect(await drafts.find(begun.reference, 'AAAA-BBBB-CCCC')).toBeUndefined();
  expect(await drafts.find('HM0000000000', code)).toBeUndefined();
  const listed = await table.queryIndex('gsi1', { pk: 'DRAFTS' });
  const stored = await table.get(listed.items[0]!);
  expect(Buffer.from(stored!.sealed as Uint8Array).toString('utf8')).not.toContain('320602194503129980');
});

test('each save begins a month anew; then it is gone, and swept with its reference', async () => {
  const { drafts, clock, sweep } = office;
  const [kept, left] = [await drafts.begin('rural-reward'), await drafts.begin('rural-reward')];
  await clock.advance(29 * day);
  await drafts.save({ ...kept, answers: { 'applicant.name': '王' } });
  expect(await sweep()).toBe(0);
  await clock.advance(2 * day);
  expect(await drafts.read(left.draftId)).toBeUndefined();
  expect(await sweep()).toBe(1);
  expect(await drafts.find(left.reference, drafts.codeOf(left.draftId))).toBeUndefined();
  expect(await drafts.read(kept.draftId)).toMatchObject({ answers: { 'applicant.name': '王' } });
});

test('one that was sent leaves nothing, and cannot be saved again', async () => {
  const { drafts } = office;
  const draft = await drafts.begin('rural-reward');
  await drafts.end(draft);
  expect(await drafts.find(draft.reference, drafts.codeOf(draft.draftId))).toBeUndefined();
  await expect(drafts.save(draft)).rejects.toThrow('not there any more');
  await drafts.end(draft);
});
