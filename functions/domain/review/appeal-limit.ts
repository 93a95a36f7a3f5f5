import { type CalendarDate, plusDays } from '../time/calendar-date.ts';

/** 行政复议法: an appeal is decided within 60 days (art. 31 of 1999, art. 62 of 2023), here of the day it came. */
const appealDecisionDays = 60;

/** The last day on which an appeal is decided in time. */
export function appealDueOn(lodgedOn: CalendarDate): CalendarDate {
  return plusDays(lodgedOn, appealDecisionDays);
}

export function isAppealInTime(lodgedOn: CalendarDate, decidedOn: CalendarDate): boolean {
  return decidedOn <= appealDueOn(lodgedOn);
}
