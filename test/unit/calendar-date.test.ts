import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  ageOn,
  birthdayOn,
  calendarDate,
  dateInShanghai,
  dayOfWeek,
  daysBetween,
  isCalendarDate,
  plusDays,
  startInShanghai,
} from '../../functions/domain/time/calendar-date.ts';
import { monthsOf, parsePeriod, periodOf } from '../../functions/domain/time/period.ts';
import { isWorkingDay, plusWorkingDays } from '../../functions/domain/time/working-days.ts';

const someDate = fc
  .integer({ min: -60_000, max: 2_900_000 })
  .map((days) => calendarDate(Temporal.PlainDate.from('1970-01-01').add({ days }).toString()));

describe('calendar dates', () => {
  test.each(['2008-02-29', '2000-02-29', '1800-01-01', '9999-12-31'])('%s is a date', (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  test.each([
    '2007-02-29',
    '1900-02-29',
    '2008-13-01',
    '2008-00-10',
    '2008-04-31',
    '2008-1-1',
    '1799-12-31',
    ' 2008-01-01',
  ])('%p is none', (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });

  test('moving by days agrees with Temporal, over leap years and centuries', () => {
    fc.assert(
      fc.property(someDate, fc.integer({ min: -800, max: 800 }), (date, days) => {
        const moved = Temporal.PlainDate.from(date).add({ days });
        expect(plusDays(date, days)).toBe(moved.toString());
        expect(daysBetween(date, plusDays(date, days))).toBe(days);
        expect(dayOfWeek(date)).toBe(Temporal.PlainDate.from(date).dayOfWeek % 7);
      }),
    );
  });

  test('an age is reached on the birthday; for 29 February on the 28th in common years', () => {
    const leapling = calendarDate('1948-02-29');
    expect(birthdayOn(leapling, 60)).toBe('2008-02-29');
    expect(birthdayOn(leapling, 61)).toBe('2009-02-28');
    expect(ageOn(leapling, calendarDate('2009-02-27'))).toBe(60);
    expect(ageOn(leapling, calendarDate('2009-02-28'))).toBe(61);
  });

  test('an age is N exactly from the Nth birthday to the day before the next', () => {
    fc.assert(
      fc.property(someDate, fc.integer({ min: 0, max: 120 }), (birth, age) => {
        fc.pre(Number(birth.slice(0, 4)) + age < 9_990);
        expect(ageOn(birth, birthdayOn(birth, age))).toBe(age);
        expect(ageOn(birth, plusDays(birthdayOn(birth, age + 1), -1))).toBe(age);
      }),
    );
  });

  test('a day in Shanghai begins at 16:00 UTC the day before', () => {
    expect(dateInShanghai(Date.parse('2008-05-19T15:59:59.999Z'))).toBe('2008-05-19');
    expect(dateInShanghai(Date.parse('2008-05-19T16:00:00.000Z'))).toBe('2008-05-20');
    expect(startInShanghai(calendarDate('2008-05-20'))).toBe(Date.parse('2008-05-19T16:00:00.000Z'));
  });
});

describe('periods', () => {
  test('a half-year and its months', () => {
    const half = periodOf('half-year', calendarDate('2008-06-30'));
    expect(half).toEqual({ id: '2008-H1', firstDay: '2008-01-01', lastDay: '2008-06-30' });
    expect(monthsOf(half)).toEqual([
      '2008-01-01',
      '2008-02-01',
      '2008-03-01',
      '2008-04-01',
      '2008-05-01',
      '2008-06-01',
    ]);
    expect(periodOf('half-year', calendarDate('2008-07-01')).id).toBe('2008-H2');
  });

  test.each(['2008-H3', '08', '2008-', 'claim', '2008-H1 '])('%p names no period', (text) => {
    expect(parsePeriod(text)).toBeUndefined();
  });
});

describe('working days', () => {
  const calendar = { holidays: new Set(['2008-05-01']), workedWeekends: new Set(['2008-05-04']) };

  test('weekends and holidays do not count, weekends worked in exchange do', () => {
    expect(isWorkingDay(calendarDate('2008-05-01'), calendar)).toBe(false);
    expect(isWorkingDay(calendarDate('2008-05-03'), calendar)).toBe(false);
    expect(isWorkingDay(calendarDate('2008-05-04'), calendar)).toBe(true);
    expect(plusWorkingDays(calendarDate('2008-04-30'), 2, calendar)).toBe('2008-05-04');
    expect(plusWorkingDays(calendarDate('2008-04-30'), 0, calendar)).toBe('2008-04-30');
  });
});
