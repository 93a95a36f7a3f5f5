import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomIds } from '../../functions/adapters/ids/random-ids.ts';
import {
  isReference,
  parseReference,
  readableLetters,
  referenceOf,
} from '../../functions/domain/claims/reference.ts';

const payload = fc
  .array(fc.constantFrom(...Array.from(readableLetters)), { minLength: 9, maxLength: 9 })
  .map((letters) => letters.join(''));

describe('a reference', () => {
  test('has a known check character', () => {
    // By hand: 2 * (sum over GF(32) of the nine characters), the last one weighing 1.
    expect(referenceOf('000000000')).toBe('HM0000000000');
    expect(referenceOf('000000001')).toBe('HM0000000012');
    expect(referenceOf('00000000G')).toBe('HM00000000G5');
  });

  test.each([
    'HM100000000T',
    'hm-1000-0000-0t',
    ' hm 1OOO oooo OT',
    'HMI00000000T',
    'hml00000000t',
    'ＨＭ１００００００００Ｔ',
  ])('%p is read as HM100000000T', (text) => {
    expect(parseReference(text)).toBe('HM100000000T');
  });

  test.each([
    '',
    'HM',
    'HM000000000',
    'HM00000000000',
    'XX0000000000',
    'HM000000000U',
    '0000000000',
    'HM0000000001',
  ])('%p is none', (text) => {
    expect(parseReference(text)).toBeUndefined();
    expect(isReference(text)).toBe(false);
  });

  test('any single wrong character is found', () => {
    fc.assert(
      fc.property(
        payload,
        fc.nat(9),
        fc.constantFrom(...Array.from(readableLetters)),
        (letters, at, other) => {
          const reference = referenceOf(letters);
          const index = at + 2;
          fc.pre(reference[index] !== other);
          expect(isReference(reference.slice(0, index) + other + reference.slice(index + 1))).toBe(false);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('any two characters in each other’s place are found', () => {
    fc.assert(
      fc.property(payload, fc.nat(9), fc.nat(9), (letters, a, b) => {
        const characters = Array.from(referenceOf(letters));
        const [first, second] = [characters[a + 2]!, characters[b + 2]!];
        fc.pre(first !== second);
        [characters[a + 2], characters[b + 2]] = [second, first];
        expect(isReference(characters.join(''))).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('fresh identifiers', () => {
  test('have their shape and do not repeat', () => {
    const ids = randomIds();
    const made = Array.from({ length: 1000 }, () => ids.newId('claim'));
    expect(new Set(made).size).toBe(1000);
    expect(made.every((id) => /^claim-[0-9a-hjkmnp-tv-z]{26}$/.test(id))).toBe(true);
    const references = Array.from({ length: 1000 }, () => ids.newReference());
    expect(new Set(references).size).toBe(1000);
    expect(references.every(isReference)).toBe(true);
  });

  test('use every letter', () => {
    const ids = randomIds();
    const seen = new Set(Array.from({ length: 200 }, () => ids.newId('x').slice(2)).join(''));
    expect(seen.size).toBe(32);
  });
});
