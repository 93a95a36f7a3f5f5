import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addFen,
  fen,
  formatYuan,
  isFen,
  parseYuan,
  splitFen,
  subtractFen,
} from '../../functions/domain/money/fen.ts';

describe('fen', () => {
  test.each([0.1, Number.NaN, Infinity, Number.MAX_SAFE_INTEGER + 1])('%p is no amount', (amount) => {
    expect(isFen(amount)).toBe(false);
    expect(() => fen(amount)).toThrow(new RangeError(`not a whole number of fen: ${String(amount)}`));
  });

  test('sums that are no longer exact are refused', () => {
    const most = fen(Number.MAX_SAFE_INTEGER);
    expect(() => addFen(most, fen(1))).toThrow(RangeError);
    expect(() => subtractFen(fen(-Number.MAX_SAFE_INTEGER), fen(1))).toThrow(RangeError);
    expect(addFen()).toBe(0);
  });
});

describe('yuan in text', () => {
  test.each([
    [0, '0.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [30_000, '300.00'],
    [-123_456, '-1234.56'],
  ])('%i fen is %s', (amount, text) => {
    expect(formatYuan(fen(amount))).toBe(text);
  });

  test.each([
    ['1234', 123_400],
    ['1234.5', 123_450],
    ['1234.50', 123_450],
    ['+0.07', 7],
    ['-0.07', -7],
    ['-0.00', 0],
    ['12.34000', 1_234],
    ['9999999999999.99', 999_999_999_999_999],
  ])('%s is read', (text, amount) => {
    expect(parseYuan(text)).toBe(amount);
    expect(Object.is(parseYuan(text), -0)).toBe(false);
  });

  test.each([
    '',
    '1,000.00',
    '0.001',
    '1e3',
    '.5',
    '1.2.3',
    ' 1',
    '1 ',
    '１',
    '0x10',
    '--1',
    '12345678901234',
  ])('%p is none', (text) => {
    expect(parseYuan(text)).toBeUndefined();
  });

  test('what is written is read again', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), (amount) => {
        expect(parseYuan(formatYuan(fen(amount)))).toBe(amount);
      }),
    );
  });
});

describe('splitting', () => {
  const parts = fc
    .array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 6 })
    .map((cuts) => [0, ...cuts.sort((a, b) => a - b), 10_000])
    .map((cuts) =>
      cuts.slice(1).map((cut, at) => ({ name: `share-${String(at)}`, basisPoints: cut - (cuts[at] ?? 0) })),
    );
  const amounts = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }).map(fen);

  test('the parts add up, each its exact share to less than a fen, the odd fen to the largest remainders', () => {
    fc.assert(
      fc.property(amounts, parts, (amount, weights) => {
        const split = splitFen(amount, weights);
        expect(split.map(({ name }) => name)).toEqual(weights.map(({ name }) => name));
        expect(split.reduce((sum, { amountFen }) => sum + BigInt(amountFen), 0n)).toBe(BigInt(amount));
        const detailed = split.map(({ amountFen }, at) => {
          const exact = BigInt(amount) * BigInt(weights[at]?.basisPoints ?? 0);
          const [whole, rest] = [exact / 10_000n, exact % 10_000n];
          const extra = BigInt(amountFen) - whole;
          expect(extra === 0n || extra === 1n).toBe(true);
          return { rest, extra, at };
        });
        for (const lucky of detailed.filter(({ extra }) => extra === 1n)) {
          for (const other of detailed.filter(({ extra }) => extra === 0n)) {
            // Ties go to the earlier share.
            expect(lucky.rest > other.rest || (lucky.rest === other.rest && lucky.at < other.at)).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    [100, [3_333, 3_333, 3_334], [33, 33, 34]],
    [1, [5_000, 5_000], [1, 0]],
    [3, [5_000, 5_000], [2, 1]],
    [2, [3_334, 3_333, 3_333], [1, 1, 0]],
    [0, [10_000], [0]],
  ])('%i by %p is %p', (amount, weights, expected) => {
    const named = weights.map((basisPoints, at) => ({ name: String(at), basisPoints }));
    expect(splitFen(fen(amount), named).map(({ amountFen }) => amountFen)).toEqual(expected);
  });

  test('weights that are no whole, and negative amounts, are refused', () => {
    expect(() => splitFen(fen(1), [{ name: 'a', basisPoints: 9_999 }])).toThrow(
      'weights add up to 9999, not 10000 basis points',
    );
    expect(() => splitFen(fen(1), [])).toThrow('weights add up to 0, not 10000 basis points');
    expect(() => splitFen(fen(-1), [{ name: 'a', basisPoints: 10_000 }])).toThrow(
      'only a positive amount can be split; reverse with the original split',
    );
  });
});
