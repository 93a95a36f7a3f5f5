import { expect, test } from '@jest/globals';
import { prefers } from '../../functions/handlers/http/edge/accept.ts';
import { csvText } from '../../functions/handlers/http/edge/csv.ts';

test.each([
  [undefined, false],
  ['', false],
  ['*/*', false],
  ['application/json', false],
  ['text/csv', true],
  ['TEXT/CSV;q=0.5', true],
  ['text/csv, application/json', false],
  ['text/csv, application/json;q=0.9', true],
  ['text/csv;header=present;q=0.2, */*;q=0.1', true],
  ['text/*', true],
  ['text/csv;q=0', false],
  ['*/*, text/csv;q=0.1', false],
  [`${'text/plain,'.repeat(20)}text/csv`, false],
])('Accept: %s', (accept, expected) => {
  expect(prefers('text/csv', accept)).toBe(expected);
});

test('fields that would break a sheet, or run in it, do neither', () => {
  expect(
    csvText([
      ['a', -1],
      ['b,c', '"d"'],
      ['=1+1', '@x'],
      ['-5.00', 'x\ny'],
      ['-5.00+1', ''],
    ]),
  ).toBe('\ufeffa,-1\r\n"b,c","""d"""\r\n\'=1+1,\'@x\r\n-5.00,"x\ny"\r\n\'-5.00+1,\r\n');
});
