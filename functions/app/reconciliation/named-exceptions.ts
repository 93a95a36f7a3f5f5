import type { Fen } from '../../domain/money/fen.ts';
import type { ExceptionReason } from '../../domain/reconciliation/exception-reason.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { readMany } from '../store/read-many.ts';
import type { Table } from '../store/ports.ts';
import { exceptionKey, parseException } from './exceptions.ts';
import { dayOf } from './unresolved-exceptions.ts';

/** What a break is about, for who reads its id in a list. */
export interface NamedException {
  readonly exceptionId: string;
  readonly reason: ExceptionReason;
  readonly day: CalendarDate;
  /** The bank's. */
  readonly amountFen?: Fen;
}

/** More than people read: they have the list of all breaks. */
const mostNamed = 100;

/** The breaks of these ids, each once, as far as there are not too many. */
export async function nameExceptions(
  table: Table,
  ids: readonly string[],
): Promise<readonly NamedException[]> {
  const items = await readMany(table, [...new Set(ids)].slice(0, mostNamed).map(exceptionKey));
  return items.flatMap((item) => {
    if (!item) return [];
    const head = parseException(item);
    const { exceptionId, reason, amountFen } = head;
    return [{ exceptionId, reason, day: dayOf(head), ...(amountFen === undefined ? {} : { amountFen }) }];
  });
}
