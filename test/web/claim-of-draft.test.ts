import { expect, test } from '@jest/globals';
import { claimOfDraft } from '../../functions/web/journeys/apply/claim-of-draft.ts';

test.each([
  ['nothing', {}, {}],
  [
    'text is trimmed, and what is empty left out',
    { 'applicant.name': ' 王㐂 ', 'applicant.address': ' ' },
    { applicant: { name: '王㐂' } },
  ],
  [
    'children are a list',
    { 'children.0.residentId': 'a', 'children.1.residentId': 'b', 'children.1.name': '小' },
    { children: [{ residentId: 'a' }, { residentId: 'b', name: '小' }] },
  ],
  ['a spouse who is denied is left out', { _hasSpouse: 'no', 'spouse.residentId': 'a' }, {}],
  ['a spouse is kept', { _hasSpouse: 'yes', 'spouse.residentId': 'a' }, { spouse: { residentId: 'a' } }],
  ['for oneself', { _forWhom: 'self', 'onBehalfOf.residentId': 'a' }, {}],
  [
    'for another',
    { _forWhom: 'other', 'onBehalfOf.residentId': 'a', 'onBehalfOf.relation': 'child' },
    { onBehalfOf: { residentId: 'a', relation: 'child' } },
  ],
  ['nobody helps', { _hasProxy: 'no', 'proxy.name': '李' }, {}],
  [
    'somebody helps, who was agreed to',
    { _hasProxy: 'yes', 'proxy.name': '李', 'proxy.consent': 'yes' },
    { proxy: { name: '李', consent: true } },
  ],
  ['or was not', { _hasProxy: 'yes' }, { proxy: { consent: false } }],
  [
    'a date of three fields',
    { _retiredYear: '2007', _retiredMonth: '5', _retiredDay: '8' },
    { retirement: { retiredOn: '2007-05-08' } },
  ],
  ['a date that is none stays none', { _retiredYear: '2007' }, { retirement: { retiredOn: '2007-00-00' } }],
  ['no prototype is reached', { '__proto__.polluted': 'x', 'constructor.prototype.polluted': 'x' }, {}],
])('%s', (_, answers, expected) => {
  const claim = claimOfDraft('rural-reward', answers);
  const { constructor: _constructor, __proto__: _proto, ...known } = JSON.parse(JSON.stringify(claim));
  expect(known).toEqual({ programme: 'rural-reward', applicant: {}, declaration: true, ...expected });
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
