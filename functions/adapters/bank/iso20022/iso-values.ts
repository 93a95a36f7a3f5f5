import type { BankProblem } from '../../../contracts/bank/bank-record.ts';
import { type Fen, parseYuan } from '../../../domain/money/fen.ts';
import { type CalendarDate, dateInShanghai, isCalendarDate } from '../../../domain/time/calendar-date.ts';

/** An amount as it stands in a file. */
export interface WrittenAmount {
  readonly text: string;
  readonly currency: string | undefined;
}

/** What it is in fen, or what is odd about it. Amounts in these messages are never negative: a flag has the sign. */
export function readAmount(written: WrittenAmount | undefined): Fen | BankProblem {
  if (written === undefined || written.text === '') return 'missing-amount';
  if (written.currency !== undefined && written.currency !== 'CNY') return 'foreign-currency';
  const amount = parseYuan(written.text);
  return amount === undefined || amount < 0 ? 'bad-amount' : amount;
}

// xs:date and xs:dateTime may carry an offset; a bank that leaves it out means its own clock, Shanghai's.
const dateShape = /^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?$/;
const timeShape = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/;

let lastDate: { readonly text: string; readonly date: CalendarDate | undefined } = {
  text: '',
  date: undefined,
};

/** The calendar date in Shanghai of an xs:date or xs:dateTime; undefined when it is neither. */
export function readDate(text: string): CalendarDate | undefined {
  // A statement says the same day a million times.
  if (text !== lastDate.text) lastDate = { text, date: dateOf(text) };
  return lastDate.date;
}

function dateOf(text: string): CalendarDate | undefined {
  const day = dateShape.exec(text)?.[1];
  if (day !== undefined) return isCalendarDate(day) ? day : undefined;
  const instant = readInstant(text);
  return instant === undefined ? undefined : dateInShanghai(Date.parse(instant));
}

/** The instant of an xs:dateTime, in UTC; undefined when it is none. */
export function readInstant(text: string): string | undefined {
  const match = timeShape.exec(text);
  if (!match?.[1] || !isCalendarDate(match[1])) return undefined;
  const instant = Date.parse(match[2] === undefined ? `${text}+08:00` : text);
  return Number.isNaN(instant) ? undefined : new Date(instant).toISOString();
}

/** A whole number as XML writes it; undefined when it is none. */
export function readWhole(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
