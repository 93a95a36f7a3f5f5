import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sumOfParts, takeFromParts } from '../../functions/domain/ledger/shares.ts';
import { fen } from '../../functions/domain/money/fen.ts';

const parts = (...amounts: readonly number[]) =>
  amounts.map((amount, at) => ({ share: `share-${String(at)}`, amountFen: fen(amount) }));

describe('an instalment', () => {
  test.each([
    [[100, 100], 50, [25, 25]],
    [[200, 100], 30, [20, 10]],
    // What does not divide goes to the largest remainder, and of equal ones to the earlier share.
    [[1, 1], 1, [1, 0]],
    [[1, 1, 1], 2, [1, 1, 0]],
    [[1, 2], 1, [0, 1]],
    [[2, 5, 3], 4, [1, 2, 1]],
    [[7, 3], 10, [7, 3]],
    [[0, 5], 3, [0, 3]],
    // Beyond what a double multiplies exactly.
    [[9_000_000_000_000, 1_000_000_000_001], 10_000_000_000_000, [8_999_999_999_999, 1_000_000_000_001]],
  ])('of parts %j, %d fen, takes %j', (left, amount, taken) => {
    expect(takeFromParts(parts(...left), fen(amount))).toEqual(parts(...taken));
  });

  test('of nothing takes nothing', () => {
    expect(takeFromParts(parts(3, 4), fen(0))).toEqual([]);
    expect(takeFromParts([], fen(0))).toEqual([]);
  });

  test.each([8, -1])('of %d fen from 7 is refused', (amount) => {
    expect(() => takeFromParts(parts(3, 4), fen(amount))).toThrow('an instalment of more than is left');
  });

  test('takes from no share more than is left, and all of them to the last fen', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 5_000_000 }),
        (amounts, wanted) => {
          const left = parts(...amounts);
          const amount = fen(Math.min(wanted, sumOfParts(left)));
          const taken = takeFromParts(left, amount);
          expect(sumOfParts(taken)).toBe(amount);
          for (const [at, { amountFen }] of taken.entries()) {
            expect(amountFen).toBeGreaterThanOrEqual(0);
            expect(amountFen).toBeLessThanOrEqual(amounts[at]!);
          }
        },
      ),
    );
  });
});
