import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import bugs from './planted-bugs.json' with { type: 'json' };

describe('the planted bugs', () => {
  test('fit the source: each has its place in it, once, and tests that there are', () => {
    const misfits = bugs.filter(
      ({ file, find, tests }) =>
        readFileSync(file, 'utf8').split(find).length !== 2 ||
        tests.some((one) => readFileSync(one).length === 0),
    );
    expect(misfits.map(({ name }) => name)).toEqual([]);
    expect(bugs.length).toBeGreaterThanOrEqual(20);
  });
});
