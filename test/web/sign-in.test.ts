import { expect, test } from '@jest/globals';
import { safeReturn } from '../../functions/web/journeys/sign-in/sign-in-pages.ts';

test.each([
  ['/staff/tasks?stage=village', '/staff/tasks?stage=village'],
  ['/finance', '/finance'],
  ['/finance/runs/run-1', '/finance/runs/run-1'],
  ['//evil.example/staff', '/staff'],
  ['https://evil.example/staff', '/staff'],
  ['/\\evil.example', '/staff'],
  ['/staff/\\evil.example', '/staff'],
  ['/staffx', '/staff'],
  ['/api/claims', '/staff'],
  ['javascript:alert(1)', '/staff'],
  [null, '/staff'],
])('after a sign-in, %j leads to %s', (asked, led) => {
  expect(safeReturn(asked)).toBe(led);
});
