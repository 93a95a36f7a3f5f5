import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accountingPeriods, parseAccountingPeriod } from '../../functions/domain/ledger/accounting-period.ts';
import { calendarDate, plusDays } from '../../functions/domain/time/calendar-date.ts';

describe('an accounting period', () => {
  test.each([
    ['2008-05', 'month', '2008-05-01', '2008-05-31'],
    ['2008-02', 'month', '2008-02-01', '2008-02-29'],
    ['2007-02', 'month', '2007-02-01', '2007-02-28'],
    ['2008-12', 'month', '2008-12-01', '2008-12-31'],
    ['2008', 'year', '2008-01-01', '2008-12-31'],
  ])('%s is a %s', (id, kind, firstDay, lastDay) => {
    expect(parseAccountingPeriod(id)).toEqual({ id, kind, firstDay, lastDay });
  });

  test.each([
    '2008-H1',
    '2008-13',
    '2008-00',
    '2008-5',
    '08-05',
    '2008-05-01',
    '',
    '１２３４',
    'a2008',
    '12008-05',
    '2008-05a',
  ])('%s is none', (id) => {
    expect(parseAccountingPeriod(id)).toBeUndefined();
  });

  test('that begins on the last day is between them', () => {
    const [from, to] = [calendarDate('2007-12-31'), calendarDate('2008-01-01')];
    expect(accountingPeriods(from, to).map(({ id }) => id)).toEqual(['2007-12', '2007', '2008-01', '2008']);
  });

  test('the periods between two days are every month and year that has a day between them', () => {
    const from = calendarDate('2007-11-20');
    expect(accountingPeriods(from, calendarDate('2008-02-01')).map(({ id }) => id)).toEqual([
      '2007-11',
      '2007-12',
      '2007',
      '2008-01',
      '2008-02',
      '2008',
    ]);
  });

  test('months lie one after another without a gap, and are read again from their names', () => {
    const days = fc
      .integer({ min: -40_000, max: 40_000 })
      .map((n) => plusDays(calendarDate('2000-01-01'), n));
    fc.assert(
      fc.property(days, fc.nat(2_000), (from, length) => {
        const periods = accountingPeriods(from, plusDays(from, length));
        const months = periods.filter(({ kind }) => kind === 'month');
        expect(months[0]!.firstDay <= from && from <= months[0]!.lastDay).toBe(true);
        for (const [at, month] of months.entries()) {
          expect(parseAccountingPeriod(month.id)).toEqual(month);
          if (at > 0) expect(month.firstDay).toBe(plusDays(months[at - 1]!.lastDay, 1));
        }
        expect(months.at(-1)!.lastDay >= plusDays(from, length)).toBe(true);
        const years = periods.filter(({ kind }) => kind === 'year').map(({ id }) => id);
        expect(years).toEqual([...new Set(months.map(({ id }) => id.slice(0, 4)))]);
      }),
    );
  });
});
