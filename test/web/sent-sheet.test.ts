import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createEnvelopes } from '../../functions/adapters/envelope/envelopes.ts';
import { localKey } from '../../functions/adapters/localkey/local-key.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { createSheets, createSweepSheets } from '../../functions/app/sheets/sheets.ts';
import type { ApiClient } from '../../functions/contracts/api-client.ts';
import { err, ok } from '../../functions/domain/result/result.ts';
import { areaCode } from '../../functions/domain/review/area.ts';
import { sentSheetPages } from '../../functions/web/journeys/intake/sent-sheet-page.tsx';
import type { PageAnswer, PageRequest } from '../../functions/web/kernel/page.ts';
import { MovableClock } from '../fakes/movable-clock.ts';

let database: SqliteDatabase;
let office: ReturnType<typeof opened>;

beforeEach(() => {
  database = SqliteDatabase.open(':memory:');
  office = opened();
});
afterEach(() => database.close());

function opened() {
  const table = createSqliteTable(database);
  const clock = new MovableClock('2008-05-20');
  const wrapper = localKey(randomBytes(32));
  const envelopes = createEnvelopes({ table, clock, wrapper, district: areaCode('320602') });
  return { table, clock, envelopes, counter: new Counter() };
}

/** Takes claims in, each key once; refuses who is called 重复, and can be away for some. */
class Counter {
  readonly taken = new Map<string, { readonly reference: string; readonly accessCode: string }>();
  asked = 0;
  awayAt: number | undefined;

  readonly api = {
    call: async (_: unknown, input: { idempotencyKey: string; typed: { applicant: { name: string } } }) => {
      this.asked += 1;
      if (this.asked === this.awayAt)
        return err({ status: 503, code: 'store-unavailable', title: '暂时无法处理' });
      if (input.typed.applicant.name === '重复')
        return err({ status: 409, code: 'duplicate-claim', title: '已提交过' });
      const known = this.taken.get(input.idempotencyKey);
      const receipt = known ?? { reference: `HM${String(this.taken.size)}`, accessCode: 'AAAA' };
      this.taken.set(input.idempotencyKey, receipt);
      return ok(receipt);
    },
  } as unknown as ApiClient;
}

const textOf = (rows: number) =>
  [
    'programme,applicantName',
    ...Array.from({ length: rows }, (_, n) => `rural-reward,${n === 3 ? '重复' : `人${String(n)}`}`),
  ].join('\n');

/** What a clerk sees at a look, by a process that remembers nothing but what is in the store. */
async function look(sheetId: string, clerk = 'clerk'): Promise<PageAnswer> {
  const [page] = sentSheetPages(createSheets(office));
  const request = {
    params: { sheetId },
    language: 'zh-CN',
    staff: { userId: clerk, grants: [{ role: 'clerk', areaCode: '320602' }] },
    api: office.counter.api,
  };
  if (!page) throw new Error('there is no page');
  return page.serve(request as unknown as PageRequest);
}

const send = (rows: number, submissionKey = 'a-form') =>
  createSheets(office).begin('clerk', { text: textOf(rows), submissionKey });

const kept = async (sheetId: string) => (await createSheets(office).read('clerk', sheetId))?.outcomes ?? [];

test('a sheet is taken in look by look, and asks for another look while there is more', async () => {
  const sheetId = await send(60);
  expect(await kept(sheetId)).toEqual([]);
  expect(await look(sheetId)).toMatchObject({ refreshSeconds: 1, title: '正在受理：已处理 24 行，共 60 行' });
  expect(await kept(sheetId)).toHaveLength(24);
  expect(await look(sheetId)).toMatchObject({ refreshSeconds: 1 });
  expect(await look(sheetId)).not.toHaveProperty('refreshSeconds');
  const outcomes = await kept(sheetId);
  expect(outcomes.map(({ row }) => row)).toEqual(Array.from({ length: 60 }, (_, n) => n + 2));
  expect(outcomes.filter(({ refusal }) => refusal !== undefined)).toEqual([
    { row: 5, applicant: '重复', refusal: '已提交过' },
  ]);
  expect(office.counter.taken.size).toBe(59);
  const asked = office.counter.asked;
  await look(sheetId);
  expect(office.counter.asked).toBe(asked);
});

test('two looks at once, and a form sent twice, take nothing in twice', async () => {
  const ids = await Promise.all([send(30), send(30)]);
  expect(new Set(ids).size).toBe(1);
  const [sheetId] = ids;
  await Promise.all([look(sheetId), look(sheetId), look(sheetId)]);
  while ((await kept(sheetId)).length < 30) await look(sheetId);
  expect(office.counter.taken.size).toBe(29);
});

test('a row that could not be answered is sent again at the next look, and none is left out', async () => {
  const sheetId = await send(20);
  office.counter.awayAt = 10;
  expect(await look(sheetId)).toMatchObject({
    refreshSeconds: 1,
    title: expect.stringContaining('已处理 9 行'),
  });
  expect(await look(sheetId)).not.toHaveProperty('refreshSeconds');
  expect((await kept(sheetId)).map(({ row }) => row)).toEqual(Array.from({ length: 20 }, (_, n) => n + 2));
  expect(office.counter.taken.size).toBe(19);
});

test('it is its clerk’s own, sealed, and gone after a week', async () => {
  const sheetId = await send(2);
  expect(await createSheets(office).latest('clerk')).toBe(sheetId);
  expect(await look(sheetId, 'another-clerk')).toMatchObject({ kind: 'problem', problem: { status: 404 } });
  await look(sheetId);
  for (const sk of [sheetId, `OUTCOMES#${sheetId}`]) {
    const item = await office.table.get({ pk: 'SHEET#clerk', sk });
    expect(Buffer.from(item?.sealed as Uint8Array).toString('utf8')).not.toContain('人1');
  }
  const sweep = createSweepSheets(office);
  office.clock.move('2008-05-26');
  expect(await sweep()).toBe(0);
  office.clock.move('2008-05-28');
  expect(await look(sheetId)).toMatchObject({ problem: { status: 404 } });
  expect(await sweep()).toBe(1);
  expect(await office.table.get({ pk: 'SHEET#clerk', sk: `OUTCOMES#${sheetId}` })).toBeUndefined();
});

test('the largest sheet that is read can be kept', async () => {
  const widest = `programme,applicantName\n${'rural-reward,㐀㐀㐀\n'.repeat(400)}`;
  const text = `${widest}${' '.repeat(256 * 1024 - Buffer.byteLength(widest))}`;
  const sheetId = await createSheets(office).begin('clerk', { text, submissionKey: 'a-form' });
  expect((await createSheets(office).read('clerk', sheetId))?.text).toBe(text);
});
