import type { CalendarDate } from '../../domain/time/calendar-date.ts';

/** The business clock. In the one-machine home it can be moved; use cases read no other. */
export interface Clock {
  /** The instant now, ISO 8601 in UTC with milliseconds. */
  now(): string;
  /** Today's date in Asia/Shanghai. */
  today(): CalendarDate;
}
