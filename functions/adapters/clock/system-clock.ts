import type { Clock } from '../../app/ports/clock.ts';
import { dateInShanghai } from '../../domain/time/calendar-date.ts';

/** The machine's clock. @param epochMilliseconds since 1970; tests hand in their own */
export function systemClock(epochMilliseconds: () => number = Date.now): Clock {
  return {
    now: () => new Date(epochMilliseconds()).toISOString(),
    today: () => dateInShanghai(epochMilliseconds()),
  };
}
