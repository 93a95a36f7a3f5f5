import { expect, test } from '@jest/globals';
import {
  columnAt,
  mostRows,
  readSheet,
  sheetTemplate,
} from '../../functions/web/journeys/intake/claim-sheet.ts';

const headings = (language: 'zh-CN' | 'en') => sheetTemplate(language).trim();

test.each(['zh-CN', 'en'] as const)('the template in %s is read back, filled in', (language) => {
  const read = readSheet(`${headings(language)}\r\nrural-reward,王秀英,320602194503129980,320602101\r\n`);
  expect(read).toMatchObject({
    ok: true,
    value: [{ number: 2, row: { programme: 'rural-reward', applicantName: '王秀英', relation: '' } }],
  });
});

test('a spreadsheet’s own paste has tabs; headings stand in any order, rows keep their numbers', () => {
  const read = readSheet('areaCode\tprogramme\tapplicantName\n\t\t\n320602101\trural-reward\t王,秀英\n');
  expect(read).toMatchObject({
    value: [{ number: 3, row: { areaCode: '320602101', applicantName: '王,秀英' } }],
  });
});

const row = 'rural-reward,王秀英';

test.each([
  ['nothing', '', 'other-columns'],
  ['headings alone', headings('en'), 'empty'],
  ['somebody else’s headings', 'programme,colour\nrural-reward,red', 'other-columns'],
  ['no programme', 'applicantName\n王秀英', 'other-columns'],
  ['an open quotation mark', `${headings('en')}\n"${row}`, 'not-a-sheet'],
  ['too much', `${headings('en')}\n${`${row}\n`.repeat(mostRows + 1)}`, 'too-many-rows'],
])('%s is no sheet of claims', (_, text, error) => {
  expect(readSheet(text)).toEqual({ ok: false, error });
});

test.each([
  ['/applicant/residentId', 'applicantId'],
  ['/children/1/residentId', 'childIds'],
  ['/account/number', 'bankAccount'],
  ['/spouse', 'spouseName'],
  ['/retirement', 'retiredOn'],
  ['/colour', 'programme'],
])('what is wrong at %s stands under %s', (pointer, column) => {
  expect(columnAt(pointer)).toBe(column);
});
