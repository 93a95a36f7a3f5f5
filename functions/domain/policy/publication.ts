import { type CalendarDate, plusDays } from '../time/calendar-date.ts';
import { type Period, periodOf } from '../time/period.ts';
import { periodFor } from './claim-period.ts';
import type { Policy } from './policy.ts';

/** Why a version cannot hold from a day on. */
export type FirstDayProblem =
  /** What was decided by the rules of a day that has come stays decided. */
  | 'not-in-the-future'
  /** A period is decided, and paid, by one version. */
  | 'not-a-first-day'
  /** The day is outside the version's own dates. */
  | 'outside-version';

export function firstDayProblem(
  policy: Policy,
  from: CalendarDate,
  today: CalendarDate,
): FirstDayProblem | undefined {
  if (from <= today) return 'not-in-the-future';
  if (from < policy.effectiveFrom) return 'outside-version';
  if (policy.effectiveTo !== undefined && from > policy.effectiveTo) return 'outside-version';
  return firstDayFor(policy, from) === from ? undefined : 'not-a-first-day';
}

/** The first day of what claims of that day are taken in together: of a cohort, the year they are submitted in. */
function firstDayFor(policy: Policy, day: CalendarDate): CalendarDate {
  const { kind } = policy.period;
  return kind === 'cohort-year' ? periodOf('year', day).firstDay : periodFor(policy, day).firstDay;
}

/** The periods of a programme that recurs which begin in the year from a period's first day on. */
export function yearOfPeriods(policy: Policy, from: CalendarDate): readonly Period[] {
  const first = periodFor(policy, from);
  return policy.period.kind === 'half-year'
    ? [first, periodFor(policy, plusDays(first.lastDay, 1))]
    : [first];
}
