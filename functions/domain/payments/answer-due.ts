import { type CalendarDate, plusDays } from '../time/calendar-date.ts';
import type { RunState } from './run-lifecycle.ts';

/**
 * Days within which a bank says something, by where a run is: whether it has the files, and then, by a statement, what
 * became of the payments. Example values: a district agrees on them with its bank. Absent where nothing is expected.
 */
const answerDays: Readonly<Partial<Record<RunState, number>>> = {
  filed: 1,
  unknown: 1,
  sent: 5,
  settling: 5,
};

/** Until when to wait before the bank's silence is raised to finance; undefined when no answer is expected. */
export function answerDueOn(state: RunState, today: CalendarDate): CalendarDate | undefined {
  const days = answerDays[state];
  return days === undefined ? undefined : plusDays(today, days);
}
