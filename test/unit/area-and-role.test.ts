import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { areaCode, areaContains, isAreaCode } from '../../functions/domain/review/area.ts';
import { isRole, roles } from '../../functions/domain/review/role.ts';

describe('division codes', () => {
  test.each(['320602', '320602001', '320602001003'])('%s is one', (code) => {
    expect(isAreaCode(code)).toBe(true);
  });

  test.each([
    '',
    '32060',
    '3206020',
    '32060200',
    '3206020010',
    '020602',
    '32060a',
    '320602001003000',
    ' 320602',
  ])('%p is none', (code) => {
    expect(isAreaCode(code)).toBe(false);
    expect(() => areaCode(code)).toThrow(RangeError);
  });

  test.each([
    ['320602', '320602', true],
    ['320602', '320602001', true],
    ['320602', '320602001003', true],
    ['320602001', '320602001003', true],
    ['320602001', '320602', false],
    ['320602001', '320602002003', false],
    ['320602001003', '320602001', false],
    ['320613', '320602001', false],
  ])('%s contains %s: %p', (whole, area, expected) => {
    expect(areaContains(areaCode(whole), areaCode(area))).toBe(expected);
  });

  const digits = (count: number) => fc.stringMatching(new RegExp(`^[0-9]{${String(count)}}$`));
  test('containment is reflexive, and of two different areas at most one contains the other', () => {
    const anyArea = fc
      .tuple(fc.constantFrom('320602', '320613'), fc.constantFrom(0, 1, 2), digits(3), digits(3))
      .map(([district, depth, street, village]) =>
        areaCode(district + [street, village].slice(0, depth).join('')),
      );
    fc.assert(
      fc.property(anyArea, anyArea, (a, b) => {
        expect(areaContains(a, a)).toBe(true);
        if (a !== b) expect(areaContains(a, b) && areaContains(b, a)).toBe(false);
      }),
    );
  });
});

test('roles are the fifteen of the contract and nothing else', () => {
  expect(new Set(roles).size).toBe(15);
  expect(roles.every(isRole)).toBe(true);
  expect(isRole('administrator')).toBe(false);
});
