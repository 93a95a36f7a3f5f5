import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { residentIdSchema } from '../../functions/contracts/resident.ts';
import {
  birthDateOf,
  isResidentId,
  parseResidentId,
  residentId,
  residentIdCheck,
  sexOf,
} from '../../functions/domain/people/resident-id.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';

const today = calendarDate('2008-05-20');

/** Any valid number: area, a date that exists, sequence, and the check character. */
const anyId = fc
  .tuple(
    fc.integer({ min: 110000, max: 829999 }),
    fc.integer({ min: 0, max: 39_000 }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([area, day, sequence]) => {
    const birth = new Date(Date.UTC(1900, 0, 1 + day)).toISOString().slice(0, 10).replaceAll('-', '');
    const digits = `${area}${birth}${String(sequence).padStart(3, '0')}`;
    return digits + residentIdCheck(digits);
  });

describe('a resident identity number', () => {
  test.each([
    // The two vectors of policy-facts.md §12, and the standard's lower-case x.
    ['11010519491231002X', '1949-12-31', 'female'],
    ['11010519491231002x', '1949-12-31', 'female'],
    [' 440524188001010014 ', '1880-01-01', 'male'],
  ])('%s', (text, birth, sex) => {
    const parsed = parseResidentId(text);
    if (!parsed.ok) throw new Error(parsed.error.kind);
    expect(birthDateOf(parsed.value)).toBe(birth);
    expect(sexOf(parsed.value)).toBe(sex);
  });

  test.each([
    ['', { kind: 'shape' }],
    ['1101051949123100', { kind: 'shape' }],
    ['11010519491231002Y', { kind: 'shape' }],
    ['1101051949123X0021', { kind: 'shape' }],
    ['110105１9491231002X', { kind: 'shape' }],
    ['110105491231002', { kind: 'old-number' }],
    ['110105194912310021', { kind: 'check-digit' }],
    [withCheck('11010519490230002'), { kind: 'birth-date', why: 'impossible' }],
    [withCheck('11010519491331002'), { kind: 'birth-date', why: 'impossible' }],
    [withCheck('11010520070229002'), { kind: 'birth-date', why: 'impossible' }],
    [withCheck('11010520080521002'), { kind: 'birth-date', why: 'future' }],
  ])('refuses %s', (text, error) => {
    expect(parseResidentId(text, today)).toEqual({ ok: false, error });
  });

  it('takes a birth date of today, and 29 February of a leap year', () => {
    expect(parseResidentId(withCheck('11010520080520002'), today).ok).toBe(true);
    expect(parseResidentId(withCheck('11010520080229002'), today).ok).toBe(true);
  });

  it('accepts every number of the right form, whatever its area', () => {
    fc.assert(fc.property(anyId, (id) => parseResidentId(id).ok && isResidentId(id)));
  });

  it('catches any single wrong digit', () => {
    fc.assert(
      fc.property(anyId, fc.nat(16), fc.integer({ min: 1, max: 9 }), (id, position, shift) => {
        const digit = String((Number(id[position]) + shift) % 10);
        const wrong = id.slice(0, position) + digit + id.slice(position + 1);
        const parsed = parseResidentId(wrong);
        return !parsed.ok && parsed.error.kind === 'check-digit';
      }),
    );
  });

  it('catches any swap of two different neighbours', () => {
    fc.assert(
      fc.property(anyId, fc.nat(16), (id, position) => {
        fc.pre(id[position] !== id[position + 1]);
        const swapped =
          id.slice(0, position) + id.charAt(position + 1) + id.charAt(position) + id.slice(position + 2);
        return !parseResidentId(swapped).ok;
      }),
    );
  });

  it('reads any text without throwing, and never lets a wrong one through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        const parsed = parseResidentId(text);
        return !parsed.ok || isResidentId(parsed.value);
      }),
    );
  });

  it('never shows the number in an error', () => {
    expect(() => residentId('110105194912310021')).toThrow(/^not a resident identity number$/);
  });

  it('is refused at the edge with the code of what is wrong', () => {
    const refused = residentIdSchema.safeParse('110105194912310021');
    expect(refused.error?.issues).toMatchObject([{ message: 'resident-id-check-digit', path: [] }]);
    expect(residentIdSchema.parse('11010519491231002x')).toBe('11010519491231002X');
  });
});

function withCheck(digits: string): string {
  return digits + residentIdCheck(digits);
}
