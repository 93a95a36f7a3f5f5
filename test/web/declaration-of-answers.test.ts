import { expect, test } from '@jest/globals';
import { declarationOfAnswers } from '../../functions/web/journeys/entitled/declaration-of-answers.ts';

const answers = {
  _bornYear: '1947',
  _bornMonth: '3',
  _bornDay: '12',
  sex: 'female',
  householdType: 'rural',
  _hasSpouse: 'no',
  _spouseBornYear: '1944',
  'spouse.householdType': 'urban',
  daughters: '1',
  _support: 'no',
  _retired: 'no',
  _retiredYear: '2007',
  _extra: 'unknown',
};

test.each<readonly [string, Record<string, string>, object]>([
  ['what stands behind a "no" is left out, and a count left empty is none', {}, {}],
  ['a date that is none is left for the API to refuse', { _bornMonth: '13' }, { birthDate: '1947-13-12' }],
  ['so is a count that is no number', { sons: 'two' }, { sons: 'two' }],
  [
    'a husband or wife is taken with what is known of them',
    { _hasSpouse: 'yes', _spouseBornMonth: '8', _spouseBornDay: '1' },
    { spouse: { birthDate: '1944-08-01', householdType: 'urban' } },
  ],
  [
    'whoever does not know leaves it open',
    { _retired: 'yes', _retiredMonth: '5', _retiredDay: '18', _certificate: 'yes', _support: 'yes' },
    { retirement: { retiredOn: '2007-05-18' }, certificateHeld: true, lossOrDisability: true },
  ],
])('%s', (_, changed, expected) => {
  expect(declarationOfAnswers(new URLSearchParams({ ...answers, ...changed }))).toEqual({
    birthDate: '1947-03-12',
    sex: 'female',
    householdType: 'rural',
    daughters: 1,
    sons: 0,
    lossOrDisability: false,
    ...expected,
  });
});
