import { type CalendarDate, plusDays } from '../time/calendar-date.ts';
import type { Period } from '../time/period.ts';

/** Days in which an ending can be appealed: Administrative Reconsideration Law (2023), article 20. */
export const endingWindowDays = 60;

/** The last day of an ending's window: the award is over after it, once all that was paid under it is settled. */
export function windowOf(announcedOn: CalendarDate): CalendarDate {
  return plusDays(announcedOn, endingWindowDays);
}

/** Whether nothing can fall due for a period: it begins after the award's last day. What began before is decided. */
export function isBeyond({ firstDay }: Period, endedOn: CalendarDate | undefined): boolean {
  return endedOn !== undefined && firstDay > endedOn;
}
