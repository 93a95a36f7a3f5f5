import type { CalendarDate } from '../time/calendar-date.ts';

/**
 * Whether a task is in time on a day. Its first date counts: raising one that is late sets a new date, and does not
 * make it timely.
 * @param dueOn the task's present date
 * @param escalation how often its lateness was raised
 */
export function isOnTime(
  { dueOn, escalation }: { readonly dueOn: string; readonly escalation: number },
  today: CalendarDate,
): boolean {
  return escalation === 0 && dueOn >= today;
}
