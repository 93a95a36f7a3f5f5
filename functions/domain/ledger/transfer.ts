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
  readonly attempt?: number;
  readonly chunk?: number;
  /** Which of the chunk's payments, as ranges of their positions ("0-4,7"); all that the event is about when absent. */
  readonly positions?: string;
  /** The claims that an award's commitment is for. */
  readonly claimIds?: readonly string[];
  /** What else it belongs to, such as an exception's id. */
  readonly subject?: string;
  /** The bank account that the money came to or left, on lines of cash (A1) and on no others. */
  readonly bankAccount?: string;
  /** Date of the posting: never in a closed period. */
  readonly date: CalendarDate;
  /** When it happened, where that day's period was closed already and the posting went to an open one. */
  readonly occurredOn?: CalendarDate;
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
  readonly attempt?: number;
  readonly chunk?: number;
  readonly positions?: string;
  readonly claimIds?: readonly string[];
  readonly subject?: string;
  /** Needed by events that move cash. */
  readonly bankAccount?: string;
  readonly date: CalendarDate;
  readonly occurredOn?: CalendarDate;
  readonly at: string;
}

/**
 * The transfers of an event: one for each book it touches and each share that bears part of it.
 * @throws RangeError on a negative amount, for what goes back is an event of its own; and on cash of no bank account
 */
export function transfersOf(occurrence: Occurrence): readonly Transfer[] {
  const { cause, event, parts, bankAccount: _bankAccount, ...dimensions } = occurrence;
  const borne = parts.filter(({ amountFen }) => amountFen !== 0);
  if (borne.some(({ amountFen }) => amountFen < 0)) throw new RangeError(`negative posting (${cause})`);
  return sidesOf(event).flatMap(([book, sides]) => {
    const [debit, credit] = sides;
    const cash = sides.includes('A1') ? { bankAccount: accountOf(occurrence) } : {};
    return borne.map(({ share, amountFen }) => ({
      ...dimensions,
      ...cash,
      id: `${cause}/${event}/${book}/${share}`,
      event,
      book,
      debit,
      credit,
      amountFen,
      share,
    }));
  });
}

function accountOf({ cause, bankAccount }: Occurrence): string {
  if (bankAccount === undefined) throw new RangeError(`cash of no bank account (${cause})`);
  return bankAccount;
}
