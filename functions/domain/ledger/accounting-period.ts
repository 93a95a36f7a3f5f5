import { type CalendarDate, calendarDate, isCalendarDate, plusDays } from '../time/calendar-date.ts';
import { monthsOf, parsePeriod, periodOf } from '../time/period.ts';

/** A span of posting dates that is closed as one: a month or a year. */
export interface AccountingPeriod {
  /** "2008-05" or "2008". */
  readonly id: string;
  readonly kind: 'month' | 'year';
  readonly firstDay: CalendarDate;
  readonly lastDay: CalendarDate;
}

/** @returns undefined when the text names no month and no year */
export function parseAccountingPeriod(id: string): AccountingPeriod | undefined {
  const year = /^\d{4}$/.test(id) ? parsePeriod(id) : undefined;
  if (year) return { ...year, kind: 'year' };
  const firstDay = `${id}-01`;
  return /^\d{4}-\d{2}$/.test(id) && isCalendarDate(firstDay) ? monthFrom(firstDay) : undefined;
}

function monthFrom(firstDay: CalendarDate): AccountingPeriod {
  const next = calendarDate(`${plusDays(firstDay, 31).slice(0, 7)}-01`);
  return { id: firstDay.slice(0, 7), kind: 'month', firstDay, lastDay: plusDays(next, -1) };
}

/** The months and years that have a day between two days, in the order of their last days, a year after its December. */
export function accountingPeriods(from: CalendarDate, to: CalendarDate): readonly AccountingPeriod[] {
  const periods: AccountingPeriod[] = [];
  for (
    let year = periodOf('year', from);
    year.firstDay <= to;
    year = periodOf('year', plusDays(year.lastDay, 1))
  ) {
    periods.push(...monthsOf(year).map(monthFrom), { ...year, kind: 'year' });
  }
  return periods.filter(({ firstDay, lastDay }) => lastDay >= from && firstDay <= to);
}
