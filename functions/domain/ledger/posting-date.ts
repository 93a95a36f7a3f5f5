import type { CalendarDate } from '../time/calendar-date.ts';

/**
 * The date under which something is posted: the day on which it happened, as far as that day's period is
 * open; in a closed period nothing is posted any more, and it goes to today with the day it happened beside it.
 * @param happenedOn the bank's booking date, say; undefined where nobody says: today
 * @param closedThrough the last day of the last closed period, if any
 */
export function postingDate(
  happenedOn: CalendarDate | undefined,
  today: CalendarDate,
  closedThrough: CalendarDate | undefined,
): { readonly date: CalendarDate; readonly occurredOn?: CalendarDate } {
  if (happenedOn === undefined || happenedOn >= today) return { date: today };
  if (closedThrough === undefined || happenedOn > closedThrough) return { date: happenedOn };
  return { date: today, occurredOn: happenedOn };
}
