import { type CalendarDate, plusDays } from './calendar-date.ts';

/** Public holidays and the weekend days worked in exchange, as a district sets them for its years. */
export interface WorkingCalendar {
  readonly holidays: ReadonlySet<string>;
  readonly workedWeekends: ReadonlySet<string>;
}

function weekday(date: CalendarDate): number {
  // Zeller would do; UTC midnight of a calendar date has the same weekday everywhere.
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8))];
  const shifted = month < 3 ? year - 1 : year;
  const table = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
  return (
    (shifted +
      Math.floor(shifted / 4) -
      Math.floor(shifted / 100) +
      Math.floor(shifted / 400) +
      (table[month - 1] ?? 0) +
      day) %
    7
  );
}

export function isWorkingDay(date: CalendarDate, calendar: WorkingCalendar): boolean {
  if (calendar.holidays.has(date)) return false;
  const day = weekday(date);
  return (day !== 0 && day !== 6) || calendar.workedWeekends.has(date);
}

/** The date `days` working days after `from`; the day itself does not count. */
export function plusWorkingDays(from: CalendarDate, days: number, calendar: WorkingCalendar): CalendarDate {
  let date = from;
  for (let left = days; left > 0;) {
    date = plusDays(date, 1);
    if (isWorkingDay(date, calendar)) left -= 1;
  }
  return date;
}
