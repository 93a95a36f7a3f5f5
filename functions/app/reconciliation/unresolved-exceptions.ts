import { exceptionStates } from '../../domain/reconciliation/exception-lifecycle.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { pagesOf } from '../store/pages.ts';
import type { Table } from '../store/ports.ts';
import type { ExceptionHead } from './exceptions.ts';
import { createListExceptions } from './list-exceptions.ts';

/**
 * Every break until a day that nobody has settled, by id. A break belongs to the day on which the bank booked it,
 * whenever it told us. What it costs is what is open.
 */
export async function unresolvedExceptions(
  table: Table,
  until: CalendarDate,
): Promise<readonly ExceptionHead[]> {
  const list = createListExceptions({ table });
  const heads = new Map<string, ExceptionHead>();
  for (const state of exceptionStates) {
    if (state === 'resolved') continue;
    for await (const page of pagesOf((from) => list({ state, ...from }))) {
      for (const head of page) if (dayOf(head) <= until) heads.set(head.exceptionId, head);
    }
  }
  return [...heads.values()].sort((a, b) => (a.exceptionId < b.exceptionId ? -1 : 1));
}

/** The day that a break belongs to. */
export function dayOf({ bookedOn, openedOn }: ExceptionHead): CalendarDate {
  return bookedOn ?? openedOn;
}
