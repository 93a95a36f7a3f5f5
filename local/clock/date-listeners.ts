import type { CalendarDate } from '../../functions/domain/time/calendar-date.ts';
import type { DateListener } from './business-clock.ts';

/** Those who want to know of a new date, told one after the other, and of one change after the other. */
export class DateListeners {
  readonly #listeners = new Set<DateListener>();
  #telling: Promise<unknown> = Promise.resolve();

  subscribe(listener: DateListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** @throws an AggregateError of what listeners threw, after all were told */
  tell(from: CalendarDate, to: CalendarDate): Promise<void> {
    const told = this.#telling.then(async () => {
      const faults: unknown[] = [];
      for (const listener of this.#listeners) {
        await listener(from, to).catch((fault: unknown) => faults.push(fault));
      }
      if (faults.length > 0)
        throw new AggregateError(faults, `a new business date, ${to}, was not taken up by all`);
    });
    this.#telling = told.catch(() => undefined);
    return told;
  }
}
