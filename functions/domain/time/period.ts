import { type CalendarDate, calendarDate, isCalendarDate, plusDays } from './calendar-date.ts';

export interface Period {
  readonly id: string;
  readonly firstDay: CalendarDate;
  readonly lastDay: CalendarDate;
}

const shape = /^(\d{4})(?:-H([12]))?$/;

/** "2008-H1" or "2008" → its first and last day; undefined when the text names no period. */
export function parsePeriod(id: string): Period | undefined {
  const match = shape.exec(id);
  const year = match?.[1];
  if (year === undefined || !isCalendarDate(`${year}-01-01`)) return undefined;
  const half = match?.[2];
  return {
    id,
    firstDay: calendarDate(half === '2' ? `${year}-07-01` : `${year}-01-01`),
    lastDay: calendarDate(half === '1' ? `${year}-06-30` : `${year}-12-31`),
  };
}

/** The half-year or year in which a date falls. A cohort is named by policy, not by the calendar. */
export function periodOf(kind: 'half-year' | 'year', date: CalendarDate): Period {
  const year = date.slice(0, 4);
  const id = kind === 'year' ? year : `${year}-H${Number(date.slice(5, 7)) <= 6 ? '1' : '2'}`;
  const period = parsePeriod(id);
  if (!period) throw new RangeError('date outside the supported years');
  return period;
}

/** The half-years, or the year, that a year is made of. */
export function periodsOfYear(kind: 'half-year' | 'year', year: number): readonly Period[] {
  const ids = kind === 'year' ? [String(year)] : [`${String(year)}-H1`, `${String(year)}-H2`];
  return ids.flatMap((id) => parsePeriod(id) ?? []);
}

/** The first day of each month in a period, in order. */
export function monthsOf(period: Period): CalendarDate[] {
  const months: CalendarDate[] = [];
  for (let day = period.firstDay; day <= period.lastDay;) {
    months.push(day);
    day = calendarDate(`${plusDays(day, 31).slice(0, 7)}-01`);
  }
  return months;
}
