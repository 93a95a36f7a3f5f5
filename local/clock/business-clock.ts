import type { Clock } from '../../functions/app/ports/clock.ts';
import type { CalendarDate } from '../../functions/domain/time/calendar-date.ts';

/** Told that the business date changed: by a move (also back: then `to` is the earlier), or by midnight. */
export type DateListener = (from: CalendarDate, to: CalendarDate) => Promise<void>;

/** A clock whose business date can be moved. */
export interface BusinessClock extends Clock {
  /**
   * Moves to another date, at the same time of day; from there the clock goes on.
   * @returns when every listener is done, so that what the move let fire has fired
   */
  setToday(today: CalendarDate): Promise<void>;
  /** Listeners are told one after the other, in the order of subscription. @returns ends the subscription */
  subscribe(listener: DateListener): () => void;
}
