import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readPositions, writePositions } from '../../functions/domain/payments/positions.ts';

test('places are written as ranges and read as they were', () => {
  expect(writePositions([5, 0, 1, 2, 2])).toBe('0-2,5');
  expect(writePositions([])).toBe('');
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat({ max: 1_500 })), (positions) => {
      const sorted = [...positions].sort((a, b) => a - b);
      expect(readPositions(writePositions(positions))).toEqual(sorted);
    }),
  );
});

test('what was not written so is not read', () => {
  for (const text of ['a', '1-', '1,,2', '-1']) {
    expect(() => readPositions(text)).toThrow('no ranges of positions');
  }
});
