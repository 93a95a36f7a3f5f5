import { createHash } from 'node:crypto';
import { opensYear } from '../../domain/ledger/postings.ts';
import type { Transfer } from '../../domain/ledger/transfer.ts';
import { type CalendarDate, isCalendarDate } from '../../domain/time/calendar-date.ts';
import type { Action, Condition, Key, Table } from '../store/ports.ts';

/**
 * What is closed: through which day, and which years. Every posting checks it in its own transaction, so that nothing
 * is booked in a closed period however a close and a posting meet. A few copies, by programme, keep
 * programmes from queueing for one item; whoever closes writes them all.
 */
export const closedBooks = 'CLOSED-BOOKS';

const copies = 8;

function copyKey(copy: number): Key {
  return { pk: closedBooks, sk: String(copy) };
}

function copyOf(programme: string): number {
  return (createHash('sha256').update(programme).digest()[0] ?? 0) % copies;
}

function yearAttribute(year: number): string {
  return `year ${String(year)}`;
}

/** Holds a transaction to the books being open on its transfers' dates and, where they open something, years. */
export function stillOpenChecks(transfers: readonly Transfer[]): readonly Action[] {
  return [...Map.groupBy(transfers, ({ programme }) => copyOf(programme))].map(([copy, ofCopy]) => {
    const earliest = ofCopy.reduce((min, { date }) => (date < min ? date : min), '9999-12-31');
    const years = new Set(ofCopy.flatMap(({ event, year }) => (opensYear(event) ? [year] : [])));
    const open: readonly Condition[] = [
      {
        any: [
          { attribute: 'through', present: false },
          { attribute: 'through', is: '<', value: earliest },
        ],
      },
      ...[...years].map((year) => ({ attribute: yearAttribute(year), present: false })),
    ];
    return { check: copyKey(copy), if: { all: open } };
  });
}

/** The last day of the last closed period, if any. */
export async function readClosedThrough(table: Table): Promise<CalendarDate | undefined> {
  const through = (await table.get(copyKey(0)))?.through;
  return typeof through === 'string' && isCalendarDate(through) ? through : undefined;
}

/** Whether a year takes up nothing new any more. */
export async function isYearClosed(table: Table, year: number): Promise<boolean> {
  return (await table.get(copyKey(0)))?.[yearAttribute(year)] !== undefined;
}

/** Closes every posting date up to a day; only ever further. */
export function closeThroughActions(through: CalendarDate): readonly Action[] {
  return Array.from({ length: copies }, (_, copy) => ({
    update: copyKey(copy),
    set: { through },
    if: {
      any: [
        { attribute: 'through', present: false },
        { attribute: 'through', is: '<', value: through },
      ],
    },
  }));
}

/** From here on a year's money is neither added to nor promised anew. */
export function closeYearActions(year: number): readonly Action[] {
  return Array.from({ length: copies }, (_, copy) => ({
    update: copyKey(copy),
    set: { [yearAttribute(year)]: true },
  }));
}
