import { createHash } from 'node:crypto';
import { normaliseReadable, readableLetters } from '../claims/reference.ts';
import { type CalendarDate, isCalendarDate } from '../time/calendar-date.ts';
import { type LedgerEvent, sidesOf } from './postings.ts';
import type { Transfer } from './transfer.ts';

/**
 * The kinds of vouchers that accountants keep apart (收款、付款、转账凭证), and one for what only the budget's book sees:
 * money came to a bank account, left one, or neither.
 */
export const voucherKinds = ['receipt', 'payment', 'transfer', 'budget'] as const;

export type VoucherKind = (typeof voucherKinds)[number];

// As their Chinese names begin: shōu, fù, zhuǎn, yù; on an ordinary keyboard, and the same in both languages.
const letters: Readonly<Record<VoucherKind, string>> = {
  receipt: 'S',
  payment: 'F',
  transfer: 'Z',
  budget: 'Y',
};

export function voucherKindOf(event: LedgerEvent): VoucherKind {
  const financial = sidesOf(event).find(([book]) => book === 'financial')?.[1];
  if (!financial) return 'budget';
  const [debit, credit] = financial;
  if (debit === 'A1') return 'receipt';
  return credit === 'A1' ? 'payment' : 'transfer';
}

declare const numberBrand: unique symbol;

/** A voucher's number in its one spelling, such as "F20080528-4YFTWM51". */
export type VoucherNumber = string & { readonly [numberBrand]: true };

const hashLength = 8;

/**
 * The number that accountants quote for what happened: its kind, its date of posting, and 40 bits of the hash of what
 * caused it. All transfers of one occurrence, in both books and of every share, have the same. Of a
 * thousand vouchers a day, two share a number on one day in two million (2^40 / 500,000).
 */
export function voucherNumberOf({
  event,
  date,
  ...transfer
}: Pick<Transfer, 'id' | 'event' | 'book' | 'share' | 'date'>): VoucherNumber {
  return numberFrom(letters[voucherKindOf(event)], date, hashOf(causeOf(transfer)));
}

/** What caused a transfer, as its id says: the id less its own book and share. */
function causeOf({ id, book, share }: Pick<Transfer, 'id' | 'book' | 'share'>): string {
  const own = `/${book}/${share}`;
  if (!id.endsWith(own)) throw new RangeError(`no transfer's id: ${id}`);
  return id.slice(0, -own.length);
}

function hashOf(cause: string): string {
  const digest = createHash('sha256').update(cause).digest().subarray(0, hashLength);
  return Array.from(digest, (byte) => readableLetters.charAt(byte % readableLetters.length)).join('');
}

function numberFrom(letter: string, date: CalendarDate, hash: string): VoucherNumber {
  const number = `${letter}${date.replaceAll('-', '')}-${hash}`;
  if (!isVoucherNumber(number)) throw new RangeError(`no voucher's number: ${number}`);
  return number;
}

const shape = new RegExp(
  `^[${Object.values(letters).join('')}]\\d{8}-[${readableLetters}]{${String(hashLength)}}$`,
);

function isVoucherNumber(text: string): text is VoucherNumber {
  return shape.test(text);
}

/** A number, with the kind and the date of posting that it names. */
export interface NamedVoucher {
  readonly number: VoucherNumber;
  readonly kind: VoucherKind;
  readonly date: CalendarDate;
}

/**
 * The voucher that a person meant, whatever the case, blanks and dashes they typed.
 * @returns undefined when it is no voucher's number
 */
export function parseVoucherNumber(text: string): NamedVoucher | undefined {
  const typed = normaliseReadable(text);
  const number = `${typed.slice(0, 9)}-${typed.slice(9)}`;
  const date = `${typed.slice(1, 5)}-${typed.slice(5, 7)}-${typed.slice(7, 9)}`;
  const kind = voucherKinds.find((one) => number.startsWith(letters[one]));
  return kind && isVoucherNumber(number) && isCalendarDate(date) ? { number, kind, date } : undefined;
}
