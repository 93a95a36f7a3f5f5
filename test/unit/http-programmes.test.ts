import { expect, test } from '@jest/globals';
import { createListProgrammes } from '../../functions/app/programmes/list-programmes.ts';
import { programmeSchema } from '../../functions/contracts/http/programmes.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { createManualClock, instantAt } from '../../local/clock/manual-clock.ts';
import { shippedPolicies } from '../builders/shipped-policies.ts';

const policies = await shippedPolicies();

const listed = (day: string) =>
  createListProgrammes({
    policies,
    clock: createManualClock(instantAt(calendarDate(day), '09:00')),
  });
const programmeOn = (day: string, id: string) => listed(day)('en').find(({ programme }) => programme === id)!;

test('what is in force on the day is listed, in the language asked for', () => {
  expect(listed('2007-12-31')('en')).toEqual([]);
  const zh = listed('2008-05-20')('zh-CN');
  const en = listed('2008-05-20')('en');
  expect(zh.map(({ programme }) => programme)).toEqual(en.map(({ programme }) => programme));
  for (const [at, { title, summary, conditions, documents }] of zh.entries()) {
    for (const text of [title, summary, ...documents, ...conditions.map((one) => one.text)]) {
      expect(text).toMatch(/\p{Script=Han}/u);
    }
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
])('on %s %s is worth %j for %s', (day, id, fen, period, postingDays) => {
  const programme = programmeOn(day, id);
  expect(programme.amount.cases.map(({ amountFen }) => amountFen)).toEqual(fen);
  expect(programme.period.id).toBe(period);
  expect(programme.postingDays).toBe(postingDays);
});

test('what the day’s answer says is what the contract promises', () => {
  const { amount, ...programme } = programmeOn('2008-05-20', 'rural-reward');
  const cases = amount.cases.map(({ amountFen, ...one }) => ({
    ...one,
    amount: { fen: amountFen, currency: 'CNY' },
  }));
  expect(programmeSchema.parse({ ...programme, amount: { ...amount, cases } })).toMatchObject({
    programme: 'rural-reward',
    period: { id: '2008-H1', claimBy: '2008-06-30' },
  });
});
