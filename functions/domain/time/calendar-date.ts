// Its functions rather than its classes, of which a bundle would hold all: 19 KB instead of 56.
import * as Instant from 'temporal-polyfill/fns/Instant';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';

declare const dateBrand: unique symbol;

/** A calendar date in Asia/Shanghai, "YYYY-MM-DD". Dates of this form compare as strings. */
export type CalendarDate = string & { readonly [dateBrand]: true };

const shape = /^(\d{4})-(\d{2})-(\d{2})$/;
const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysIn(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (lengths[month - 1] ?? 0);
}

/** Whether the text is a date that exists, 1800 to 9999. Written by hand because it stands on every edge's hot path. */
export function isCalendarDate(text: string): text is CalendarDate {
  const match = shape.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1800 && day >= 1 && day <= daysIn(year, month);
}

/** @throws RangeError when the text is no date */
export function calendarDate(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw new RangeError('not a calendar date (YYYY-MM-DD)');
  return text;
}

function write(year: number, month: number, day: number): CalendarDate {
  return calendarDate(
    `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
  );
}

/**
 * The day on which an age is reached: the Nth birthday; for 29 February, 28 February in common years
 * (programmes.md, "Rules for 2008").
 */
export function birthdayOn(birth: CalendarDate, age: number): CalendarDate {
  const year = Number(birth.slice(0, 4)) + age;
  const month = Number(birth.slice(5, 7));
  return write(year, month, Math.min(Number(birth.slice(8)), daysIn(year, month)));
}

/** Full years of age on a date; negative before birth. */
export function ageOn(birth: CalendarDate, on: CalendarDate): number {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return birthdayOn(birth, years) <= on ? years : years - 1;
}

/**
 * Days since 1970-01-01 in the proleptic Gregorian calendar, by counting March-based years (H. Hinnant,
 * "chrono-compatible low-level date algorithms"). Dates are moved on every step of a claim, and this is a hundred
 * times quicker than Temporal, which the tests compare it with.
 */
function dayNumber(date: CalendarDate): number {
  const month = Number(date.slice(5, 7));
  const year = Number(date.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + Number(date.slice(8)) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function dateOfDay(day: number): CalendarDate {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return write(year, month, dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1);
}

export function plusDays(date: CalendarDate, days: number): CalendarDate {
  return dateOfDay(dayNumber(date) + days);
}

/** Whole days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** 0 for Sunday to 6 for Saturday. */
export function dayOfWeek(date: CalendarDate): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7;
}

/** The calendar date in Asia/Shanghai of an instant in milliseconds since 1970. */
export function dateInShanghai(epochMilliseconds: number): CalendarDate {
  const instant = Instant.fromEpochMilliseconds(epochMilliseconds);
  const there = Instant.toZonedDateTimeISO(instant, 'Asia/Shanghai');
  return calendarDate(PlainDate.toString(ZonedDateTime.toPlainDate(there)));
}

/** The instant (milliseconds since 1970) at which a date begins in Asia/Shanghai. */
export function startInShanghai(date: CalendarDate): number {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return PlainDate.toZonedDateTime(PlainDate.create(year, month, day), 'Asia/Shanghai').epochMilliseconds;
}
