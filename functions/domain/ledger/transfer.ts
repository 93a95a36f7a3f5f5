import { addFen, type Fen, zeroFen } from '../money/fen.ts';
import type { CalendarDate } from '../time/calendar-date.ts';
import type { Account, Book } from './accounts.ts';
import { type LedgerEvent, sidesOf } from './postings.ts';
import type { SharePart } from './shares.ts';

/** What of an occurrence is for the people of one street or town. */
export interface StreetPart {
  /** Its division code. */
  readonly street: string;
  /** Payments that are spent, or that came back, with it: none of an instalment, which is a part of one. */
  readonly payments: number;
  readonly parts: readonly SharePart[];
}

/** Parts that are all of one street's: of none where it is not known. */
export function partsOfStreet(
  street: string | undefined,
  payments: number,
  parts: readonly SharePart[],
): readonly StreetPart[] {
  return street === undefined ? [] : [{ street, payments, parts }];
}

/** What of a transfer is for one street. */
export interface TransferOfStreet {
  readonly street: string;
  /** Counted with the first share that bears part of the occurrence, so that adding up shares counts each once. */
  readonly payments: number;
  readonly amountFen: Fen;
}

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
  /** On lines of what is spent (B5) and on no others: for whom. What they leave of the amount is of no street. */
  readonly streets?: readonly TransferOfStreet[];
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
  /** For whom it is, where that is known: kept of what is spent of the budget, or comes back to it. */
  readonly streets?: readonly StreetPart[];
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
  const { cause, event, parts, streets = [], bankAccount: _bankAccount, ...dimensions } = occurrence;
  const borne = parts.filter(({ amountFen }) => amountFen !== 0);
  if (borne.some(({ amountFen }) => amountFen < 0)) throw new RangeError(`negative posting (${cause})`);
  return sidesOf(event).flatMap(([book, sides]) => {
    const [debit, credit] = sides;
    const cash = sides.includes('A1') ? { bankAccount: accountOf(occurrence) } : {};
    const isSpent = sides.includes('B5') && streets.length > 0;
    return borne.map(({ share, amountFen }, at) => ({
      ...dimensions,
      ...cash,
      ...(isSpent ? { streets: ofShare(streets, share, at === 0) } : {}),
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

function ofShare(streets: readonly StreetPart[], share: string, isFirst: boolean): TransferOfStreet[] {
  return streets.map(({ street, payments, parts }) => ({
    street,
    payments: isFirst ? payments : 0,
    amountFen: addFen(
      zeroFen,
      ...parts.filter((part) => part.share === share).map(({ amountFen }) => amountFen),
    ),
  }));
}

function accountOf({ cause, bankAccount }: Occurrence): string {
  if (bankAccount === undefined) throw new RangeError(`cash of no bank account (${cause})`);
  return bankAccount;
}
