import { describe, expect, test } from '@jest/globals';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { createForeseeEntitlement } from '../../functions/app/programmes/foresee-entitlement.ts';
import { createListProgrammes } from '../../functions/app/programmes/list-programmes.ts';
import { programmeSchema } from '../../functions/contracts/http/programmes.ts';
import type { Declaration } from '../../functions/domain/policy/declared-facts.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { createManualClock, instantAt } from '../../local/clock/manual-clock.ts';
import { shippedPolicies } from '../builders/shipped-policies.ts';

const policies = await shippedPolicies();
const table = createSqliteTable(SqliteDatabase.open(':memory:'));

const listed = (day: string) =>
  createListProgrammes({
    table,
    policies,
    clock: createManualClock(instantAt(calendarDate(day), '09:00')),
  });
const programmeOn = async (day: string, id: string) =>
  (await listed(day)('en')).find(({ programme }) => programme === id)!;

test('what is in force on the day is listed, in the language asked for', async () => {
  expect(await listed('2007-12-31')('en')).toEqual([]);
  const zh = await listed('2008-05-20')('zh-CN');
  const en = await listed('2008-05-20')('en');
  expect(zh.map(({ programme }) => programme)).toEqual(en.map(({ programme }) => programme));
  for (const [at, { title, summary, conditions, documents }] of zh.entries()) {
    for (const text of [title, summary, ...documents, ...conditions.map((one) => one.text)]) {
      expect(text).toMatch(/\p{Script=Han}/u);
    }
    for (const { source } of [...conditions, ...en[at]!.conditions]) expect(source).not.toMatch(/\.md|§/);
    expect(en[at]!.title).not.toMatch(/\p{Script=Han}/u);
    expect(en[at]!.conditions.map(({ code }) => code)).toEqual(conditions.map(({ code }) => code));
  }
});

test.each([
  ['2008-05-20', 'rural-reward', [60_000], '2008-H1', 7],
  ['2009-02-01', 'rural-reward', [72_000], '2009-H1', 7],
  ['2012-08-01', 'rural-reward', [96_000], '2012-H2', 7],
  ['2008-05-20', 'special-hardship', [10_000, 10_000, 8_000, 8_000], '2008-H1', undefined],
  ['2018-01-01', 'special-hardship', [45_000, 45_000, 35_000, 35_000], '2018-H1', undefined],
  ['2008-05-20', 'retiree-one-off', [320_000], '2007', 7],
])('on %s %s is worth %j for %s', async (day, id, fen, period, postingDays) => {
  const programme = await programmeOn(day, id);
  expect(programme.amount.cases.map(({ amountFen }) => amountFen)).toEqual(fen);
  expect(programme.period.id).toBe(period);
  expect(programme.postingDays).toBe(postingDays);
});

test('what the day’s answer says is what the contract promises', async () => {
  const { amount, ...programme } = await programmeOn('2008-05-20', 'rural-reward');
  const cases = amount.cases.map(({ amountFen, ...one }) => ({
    ...one,
    amount: { fen: amountFen, currency: 'CNY' },
  }));
  expect(programmeSchema.parse({ ...programme, amount: { ...amount, cases } })).toMatchObject({
    programme: 'rural-reward',
    period: { id: '2008-H1', claimBy: '2008-06-30' },
  });
});

describe('what one could claim, by one’s own words', () => {
  const woman = {
    birthDate: calendarDate('1947-03-12'),
    sex: 'female',
    householdType: 'rural',
    daughters: 1,
    sons: 0,
    lossOrDisability: false,
  } as const;
  const spouse = { birthDate: calendarDate('1944-08-01'), householdType: 'rural' } as const;
  const retirement = { retiredOn: calendarDate('2007-05-18'), extraFivePercent: false } as const;

  const foreseen = (declared: Partial<Declaration>) =>
    createForeseeEntitlement({
      table,
      policies,
      clock: createManualClock(instantAt(calendarDate('2008-05-20'), '09:00')),
    })({ ...woman, ...declared }, 'zh-CN');
  const outcomes = async (declared: Partial<Declaration>) =>
    Object.fromEntries((await foreseen(declared)).map(({ programme, outcome }) => [programme, outcome]));
  const failing = async (declared: Partial<Declaration>, id: string) =>
    (await foreseen(declared))
      .find(({ programme }) => programme === id)
      ?.conditions.filter(({ result }) => result === 'failed')
      .map(({ code }) => code);

  test.each<readonly [string, Partial<Declaration>, Record<string, string>]>([
    // The township's word is nobody's own to give.
    ['a farmer of 61 with one daughter', {}, { 'rural-reward': 'unknown', 'special-hardship': 'failed' }],
    ['who lost a child is not asked how', { lossOrDisability: true }, { 'special-hardship': 'unknown' }],
    ['and may have the other too', { lossOrDisability: true }, { 'rural-reward': 'unknown' }],
    ['with two daughters', { daughters: 2 }, { 'rural-reward': 'unknown' }],
    ['with a son too', { sons: 1 }, { 'rural-reward': 'failed' }],
    [
      'with a husband in town',
      { spouse: { ...spouse, householdType: 'urban' } },
      { 'rural-reward': 'failed' },
    ],
    ['with a husband of the village', { spouse }, { 'rural-reward': 'unknown' }],
    [
      'who retired and has the certificate',
      { retirement, certificateHeld: true },
      { 'retiree-one-off': 'met' },
    ],
    [
      'who does not know of the 5 %',
      { retirement: { retiredOn: retirement.retiredOn }, certificateHeld: true },
      { 'retiree-one-off': 'unknown' },
    ],
    ['without a pension', { certificateHeld: true }, { 'retiree-one-off': 'failed' }],
  ])('%s', async (_, declared, expected) => {
    expect(await outcomes(declared)).toMatchObject(expected);
  });

  test('says what is missing, and from when where that is time alone', async () => {
    expect(await failing({ sons: 1 }, 'rural-reward')).toEqual(['children']);
    expect(await failing({}, 'retiree-one-off')).toContain('pension-scheme');
    const young = { birthDate: calendarDate('1948-09-01') };
    expect(await failing(young, 'rural-reward')).toEqual(['age']);
    const man = { sex: 'male', spouse: { ...spouse, birthDate: calendarDate('1966-01-01') } } as const;
    expect(await failing({ ...man, lossOrDisability: true }, 'special-hardship')).toEqual([]);
  });
});
