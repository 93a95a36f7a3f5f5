import type { Fen } from '../money/fen.ts';
import type { CalendarDate } from '../time/calendar-date.ts';
import type { Account, Book } from './accounts.ts';
import { type LedgerEvent, sidesOf } from './postings.ts';
import type { SharePart } from './shares.ts';

/** One movement within one book: both sides in one item, so no half of it can be lost. Never changed or deleted. */
export interface Transfer {
  /** Derived from what caused it, so that a repeated step posts it once. */
  readonly id: string;
  readonly event: LedgerEvent;
  readonly book: Book;
  readonly debit: Account;
  readonly credit: Account;
  /** Always positive. */
  readonly amountFen: Fen;
  readonly programme: string;
  /** The appropriation's year. */
  readonly year: number;
  readonly share: string;
  /** The programme's period, where there is one. */
  readonly period?: string;
  readonly runId?: string;
  readonly chunk?: number;
  /** What else it belongs to, such as an exception's or an award batch's id. */
  readonly subject?: string;
  /** Business date of the posting. */
  readonly date: CalendarDate;
  /** Instant of the posting, ISO 8601 in UTC. */
  readonly at: string;
}

/** What happened, for whom, and how much of each share. */
export interface Occurrence {
  /** Names the one thing that happened: the same cause never books twice. */
  readonly cause: string;
  readonly event: LedgerEvent;
  readonly programme: string;
  readonly year: number;
  readonly parts: readonly SharePart[];
  readonly period?: string;
  readonly runId?: string;
  readonly chunk?: number;
  readonly subject?: string;
  readonly date: CalendarDate;
  readonly at: string;
}

/**
 * The transfers of an event: one for each book it touches and each share that bears part of it.
 * @throws RangeError on a negative amount: what goes back is an event of its own
 */
export function transfersOf(occurrence: Occurrence): readonly Transfer[] {
  const { cause, event, parts, ...dimensions } = occurrence;
  const borne = parts.filter(({ amountFen }) => amountFen !== 0);
  if (borne.some(({ amountFen }) => amountFen < 0)) throw new RangeError(`negative posting (${cause})`);
  return sidesOf(event).flatMap(([book, [debit, credit]]) =>
    borne.map(({ share, amountFen }) => ({
      ...dimensions,
      id: `${cause}/${event}/${book}/${share}`,
      event,
      book,
      debit,
      credit,
      amountFen,
      share,
    })),
  );
}
