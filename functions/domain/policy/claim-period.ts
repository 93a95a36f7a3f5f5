import { type CalendarDate, calendarDate, isCalendarDate } from '../time/calendar-date.ts';
import { type Period, parsePeriod, periodOf } from '../time/period.ts';
import type { PeriodDates, Policy, YearlyDate } from './policy.ts';

/**
 * The period a claim is decided for: the one it is submitted in; of a cohort, the year `yearsBefore` its
 * submission (programmes.md, "What a claim is decided for"). A programme that counts no time has one period a
 * claim, "claim", that is the day it was submitted.
 */
export function periodFor(policy: Policy, submittedOn: CalendarDate): Period {
  switch (policy.period.kind) {
    case 'half-year':
    case 'year':
      return periodOf(policy.period.kind, submittedOn);
    case 'cohort-year':
      return yearPeriod(Number(submittedOn.slice(0, 4)) - policy.period.yearsBefore);
    case 'claim':
      return { id: 'claim', firstDay: submittedOn, lastDay: submittedOn };
  }
}

/** The first day on which a claim is decided for the period. */
export function claimFrom(policy: Policy, period: Period): CalendarDate {
  if (policy.period.kind !== 'cohort-year') return period.firstDay;
  return yearPeriod(Number(period.firstDay.slice(0, 4)) + policy.period.yearsBefore).firstDay;
}

/** The period that holds a day of the person's life, such as the cohort of a retirement. */
export function periodHolding(policy: Policy, day: CalendarDate): Period {
  return policy.period.kind === 'cohort-year' ? periodOf('year', day) : periodFor(policy, day);
}

function yearPeriod(year: number): Period {
  const period = parsePeriod(String(year));
  if (!period) throw new RangeError('year outside the supported years');
  return period;
}

/** The day by which a period's money is due, if the policy sets one. */
export function payByOf(policy: Policy, period: Period): CalendarDate | undefined {
  return yearlyDate(period, datesOf(policy, period)?.payBy);
}

/** The last day to claim for a period, if the policy sets one. */
export function claimByOf(policy: Policy, period: Period): CalendarDate | undefined {
  return yearlyDate(period, datesOf(policy, period)?.claimBy);
}

function datesOf(policy: Policy, period: Period): PeriodDates | undefined {
  const part = /-(H[12])$/.exec(period.id)?.[1] ?? 'year';
  return policy.deadlines.periods.find((dates) => dates.part === part);
}

function yearlyDate(period: Period, date: YearlyDate | undefined): CalendarDate | undefined {
  if (date === undefined) return undefined;
  return calendarDate(`${Number(period.firstDay.slice(0, 4)) + date.yearsAfter}-${date.monthDay}`);
}

/** Whether "MM-DD" exists in every year. */
export function isMonthDay(text: string): boolean {
  return isCalendarDate(`2007-${text}`);
}
