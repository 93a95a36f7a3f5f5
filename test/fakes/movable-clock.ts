import type { Clock } from '../../functions/app/ports/clock.ts';
import {
  type CalendarDate,
  calendarDate,
  dateInShanghai,
  startInShanghai,
} from '../../functions/domain/time/calendar-date.ts';

/** A clock that ticks a millisecond with every reading, and moves by hand. */
export class MovableClock implements Clock {
  #now: number;

  constructor(today = '2008-06-20') {
    this.#now = startInShanghai(calendarDate(today)) + 9 * 3_600_000;
  }

  now(): string {
    this.#now += 1;
    return new Date(this.#now).toISOString();
  }

  today(): CalendarDate {
    return dateInShanghai(this.#now);
  }

  advance(seconds: number): void {
    this.#now += seconds * 1_000;
  }

  move(today: string): void {
    this.#now = startInShanghai(calendarDate(today)) + 9 * 3_600_000;
  }
}
