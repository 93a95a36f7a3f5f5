import { type CalendarDate, dayOfWeek, plusDays } from './calendar-date.ts';

/** Public holidays and the weekend days worked in exchange, as a district sets them for its years. */
export interface WorkingCalendar {
  readonly holidays: ReadonlySet<string>;
  readonly workedWeekends: ReadonlySet<string>;
}

export function isWorkingDay(date: CalendarDate, calendar: WorkingCalendar): boolean {
  if (calendar.holidays.has(date)) return false;
  const day = dayOfWeek(date);
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

/** How many working days came after `from`, up to `to`: none when that is the same day, or one before it. */
export function workingDaysBetween(from: CalendarDate, to: CalendarDate, calendar: WorkingCalendar): number {
  let days = 0;
  for (let date = from; date < to;) {
    date = plusDays(date, 1);
    if (isWorkingDay(date, calendar)) days += 1;
  }
  return days;
}
