import type { CalendarDate } from './calendar-date.ts';

/** The calendar quarter of a date, such as "2008-Q2". Quarters of this form compare as strings. */
export function quarterOf(date: CalendarDate): string {
  return `${date.slice(0, 4)}-Q${String(Math.ceil(Number(date.slice(5, 7)) / 3))}`;
}
