import { type Result, err, ok } from '../result/result.ts';
import { type CalendarDate, isCalendarDate } from '../time/calendar-date.ts';

declare const residentIdBrand: unique symbol;

/**
 * A resident identity number (GB 11643-1999): 6 digits of area, 8 of birth date, 3 of sequence (odd for men),
 * and a check character 0–9 or X. The area is where the number was given, not where its holder lives, and areas
 * are renumbered (320602 became 320613): a number is never judged by it.
 */
export type ResidentId = string & { readonly [residentIdBrand]: true };

export type ResidentIdProblem =
  /** Not 18 characters of the right kind. */
  | { readonly kind: 'shape' }
  /** A 15-digit number of before 1999: its holder has an 18-character one since. */
  | { readonly kind: 'old-number' }
  /** The check character does not belong to the other 17: one digit is wrong, or two are swapped. */
  | { readonly kind: 'check-digit' }
  /** The birth date in it does not exist, or has not come yet. */
  | { readonly kind: 'birth-date'; readonly why: 'impossible' | 'future' };

const shape = /^\d{17}[\dX]$/;
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/** The check character of 17 digits: ISO 7064 MOD 11-2, as GB 11643-1999 weighs it (policy-facts.md, §12). */
export function residentIdCheck(digits: string): string {
  let sum = 0;
  for (let position = 0; position < 17; position += 1) {
    sum += (weights[position] ?? 0) * (digits.charCodeAt(position) - 48);
  }
  return checkCharacters.charAt(sum % 11);
}

function birthDateText(id: string): string {
  return `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
}

/** Whether the text is a number as it is stored: upper-case X, right check character, a date that exists. */
export function isResidentId(text: string): text is ResidentId {
  return shape.test(text) && residentIdCheck(text) === text.charAt(17) && isCalendarDate(birthDateText(text));
}

/**
 * Reads a number as people write it: surrounding space and a lower-case x are put right, nothing else is.
 * @param today when given, a birth date after it is refused
 */
export function parseResidentId(text: string, today?: CalendarDate): Result<ResidentId, ResidentIdProblem> {
  const id = text.trim().toUpperCase();
  if (/^\d{15}$/.test(id)) return err({ kind: 'old-number' });
  if (!shape.test(id)) return err({ kind: 'shape' });
  if (residentIdCheck(id) !== id.charAt(17)) return err({ kind: 'check-digit' });
  if (!isResidentId(id)) return err({ kind: 'birth-date', why: 'impossible' });
  if (today !== undefined && birthDateOf(id) > today) return err({ kind: 'birth-date', why: 'future' });
  return ok(id);
}

/** @throws RangeError (without the text) when it is no number */
export function residentId(text: string): ResidentId {
  if (!isResidentId(text)) throw new RangeError('not a resident identity number');
  return text;
}

export function birthDateOf(id: ResidentId): CalendarDate {
  const birth = birthDateText(id);
  if (!isCalendarDate(birth)) throw new RangeError('not a resident identity number');
  return birth;
}

export type Sex = 'female' | 'male';

/** The sex in the number: the sequence is odd for men. */
export function sexOf(id: ResidentId): Sex {
  return Number(id.charAt(16)) % 2 === 1 ? 'male' : 'female';
}
