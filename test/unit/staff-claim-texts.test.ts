import { expect, test } from '@jest/globals';
import { holderTexts } from '../../functions/app/claims/claim-texts.ts';
import { staffTexts } from '../../functions/app/claims/staff-claim-texts.ts';

const keysOf = (texts: typeof holderTexts) =>
  Object.entries(texts).map(([kind, of]) => [kind, Object.keys(of).sort()]);

test('staff are told all that a claim’s holder is, and never as if they were the holder', () => {
  expect(keysOf(staffTexts)).toEqual(keysOf(holderTexts));
  expect(JSON.stringify(holderTexts)).toMatch(/您[^]*\byour?\b/i);
  expect(JSON.stringify(staffTexts)).not.toMatch(/您|\byour?\b/i);
});
