import {
  type CalendarDate,
  dateInShanghai,
  startInShanghai,
} from '../../functions/domain/time/calendar-date.ts';
import type { BusinessClock } from './business-clock.ts';
import { DateListeners } from './date-listeners.ts';

export interface ManualClock extends BusinessClock {
  /** Time passes; a midnight on the way is told to the listeners. */
  advance(milliseconds: number): Promise<void>;
}

/**
 * A clock that stands still until it is told otherwise: for tests, and for the year, whose days pass in seconds.
 * @param start an instant, ISO 8601
 */
export function createManualClock(start: string): ManualClock {
  const listeners = new DateListeners();
  let now = Date.parse(start);
  if (Number.isNaN(now)) throw new RangeError(`no instant: ${start}`);
  let today = dateInShanghai(now);

  const moveTo = async (instant: number) => {
    const from = today;
    now = instant;
    today = dateInShanghai(now);
    if (today !== from) await listeners.tell(from, today);
  };

  return {
    now: () => new Date(now).toISOString(),
    today: () => today,
    setToday: (date) => moveTo(startInShanghai(date) + (now - startInShanghai(today))),
    advance: (milliseconds) => moveTo(now + milliseconds),
    subscribe: (listener) => listeners.subscribe(listener),
  };
}

/** The instant of a time of day in Shanghai, for starting a manual clock: `instantAt(date, '08:00')`. */
export function instantAt(date: CalendarDate, time: `${number}:${number}`): string {
  const [hours, minutes] = time.split(':').map(Number);
  return new Date(startInShanghai(date) + (hours ?? 0) * 3_600_000 + (minutes ?? 0) * 60_000).toISOString();
}
