import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { readClaimRows } from '../../local/registers/claim-rows.ts';
import type { RowProblem } from '../../local/registers/entries.ts';
import { type CsvRow, readCsv } from '../../local/registers/read-csv.ts';
import { loadSimulatedRegisters } from '../../local/registers/simulated-registers.ts';
import { aRegisterFolder } from '../builders/register-folder.ts';
import { aResidentId } from '../builders/residents.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'csv-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function rowsOf(content: string | Uint8Array, columns = ['a', 'b']): Promise<CsvRow[]> {
  const file = join(folder, 'file.csv');
  await writeFile(file, content);
  const rows: CsvRow[] = [];
  for await (const some of readCsv(file, columns)) rows.push(...some);
  return rows;
}

describe('a CSV file', () => {
  it('reads cells, quoted or not, with or without a byte order mark and carriage returns', async () => {
    expect(await rowsOf('\uFEFFa,b\r\n1,2\r\n\r\n"x, ""y""",\r\n')).toEqual([
      { line: 2, cells: { a: '1', b: '2' } },
      { line: 4, cells: { a: 'x, "y"', b: '' } },
    ]);
  });

  it('takes columns in any order, others too, and a last line without its end', async () => {
    expect(await rowsOf('c,b,a\n3,2,1')).toEqual([{ line: 2, cells: { a: '1', b: '2', c: '3' } }]);
  });

  it('reports a malformed row by line and reason, and goes on', async () => {
    const bad = Buffer.concat([
      Buffer.from('a,b\n1\n1,2,3\n"never closed,2\n1,"x"y\n'),
      Buffer.from([0xb9, 0xfe, 0x2c, 0x31, 0x0a]),
      Buffer.from(`${'x'.repeat(20_000)},1\n1,2\n`),
    ]);
    expect(await rowsOf(bad)).toEqual([
      { line: 2, reason: '1 cells where the header has 2' },
      { line: 3, reason: '3 cells where the header has 2' },
      { line: 4, reason: 'not CSV: CSV_QUOTE_NOT_CLOSED' },
      { line: 5, reason: 'not CSV: CSV_INVALID_CLOSING_QUOTE' },
      { line: 6, reason: 'not UTF-8' },
      { line: 7, reason: 'the line is too long' },
      { line: 8, cells: { a: '1', b: '2' } },
    ]);
  });

  it('without its columns is one problem', async () => {
    expect(await rowsOf('a,c\n1,2\n')).toEqual([{ line: 1, reason: 'the header lacks b' }]);
    expect(await rowsOf('"a,b\n1,2\n')).toEqual([{ line: 1, reason: 'the header lacks a, b' }]);
    expect(await rowsOf('')).toEqual([]);
  });

  it('of any size comes through in order, whatever the reading’s pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(60_000), { maxLength: 40 }), async (lengths) => {
        const lines = lengths.map((length, index) => `${index},${'字'.repeat(length % 3_000)}`);
        const rows = await rowsOf(['a,b', ...lines].join('\n'));
        expect(rows.map((row) => ('cells' in row ? `${row.cells.a},${row.cells.b}` : row.reason))).toEqual(
          lines,
        );
      }),
      { numRuns: 25 },
    );
  });
});

describe('register files', () => {
  const man = aResidentId('1945-03-15', 'male');
  const wife = aResidentId('1947-03-15', 'female');
  const clock = { now: () => '2008-05-20T01:00:00.000Z', today: () => calendarDate('2008-05-20') };
  const good = `${man},王某,M,1945-03-15,rural,320602100,,,${wife}`;

  async function load(
    rows: Parameters<typeof aRegisterFolder>[0],
  ): Promise<{ count: number; problems: RowProblem[] }> {
    const registers = await aRegisterFolder(rows);
    const problems: RowProblem[] = [];
    const { counts } = await loadSimulatedRegisters(registers, clock, (problem) => problems.push(problem));
    await rm(registers, { recursive: true });
    return { count: Object.values(counts).reduce((sum, one) => sum + one, 0), problems };
  }

  test.each<[Parameters<typeof aRegisterFolder>[0], string]>([
    [
      { population: [good.replace(man, `${man.slice(0, 17)}?`)] },
      'residentId is no resident identity number',
    ],
    [{ population: [good.replace(',M,', ',X,')] }, 'sex is none of F, M'],
    [{ population: [good.replace('1945-03-15', '1945-02-30')] }, 'birthDate is no date (YYYY-MM-DD)'],
    [{ population: [good.replace('1945-03-15', '')] }, 'birthDate is empty'],
    [{ population: [good.replace('rural', '')] }, 'householdType is none of rural, urban'],
    [{ population: [`${good};x`] }, 'parentIds is no resident identity number'],
    [
      { marriages: [`${man},${wife},1968-01-01,2007-02-01,quarrel`] },
      'endedBy is none of death, divorce, annulment',
    ],
    [{ disabilities: [`${man},x,4,5,2001-01-01`] }, 'grade is none of 1, 2, 3, 4'],
    [{ retirements: [`${man},2005-03-31,,no,x`] }, 'scheme is empty'],
    [{ retirements: [`${man},2005-03-31,enterprise,maybe,x`] }, 'extraFivePercent is none of yes, no'],
    [{ certificates: [`NT000001,,${man},1985-03-01`] }, 'holderId is empty'],
    [{ attestations: [`${man},320602100,yes,soon`] }, 'attestedOn is no date (YYYY-MM-DD)'],
  ])('report a bad row by file, line and reason: %j', async (rows, reason) => {
    const [register, lines] = Object.entries(rows)[0]!;
    const result = await load({ [register]: lines, population: [...(rows.population ?? []), good] });
    expect(result.problems).toEqual([{ file: `register-${register}.csv`, line: 2, reason }]);
    expect(result.count).toBe(1);
  });

  it('that are missing are reported, and leave their register empty', async () => {
    const problems: RowProblem[] = [];
    const { counts } = await loadSimulatedRegisters(folder, clock, (problem) => problems.push(problem));
    expect(problems).toHaveLength(6);
    expect(problems[0]).toEqual({ file: 'register-population.csv', line: 0, reason: 'the file is missing' });
    expect(Object.values(counts)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('the claims file', () => {
  it('gives rows as text, and malformed ones as their reason', async () => {
    const header =
      'claimNo,programme,submittedOn,applicantName,applicantId,areaCode,phone,spouseName,spouseId,childIds,' +
      'bankCode,bankAccount,certificateNo,retiredOn,onBehalfOf,relation,withdrawn';
    const row = 'C1,rural-reward,2008-01-02,王某,x,320602100,139,,,a;b,DEMOCNSH,99,,,,,yes';
    const file = join(folder, 'claims.csv');
    await writeFile(file, `${header}\n${row}\nC2,short\n`);
    const read = [];
    for await (const one of readClaimRows(file)) read.push(one);
    expect(read).toMatchObject([
      { line: 2, row: { claimNo: 'C1', applicantId: 'x', childIds: 'a;b', spouseId: '', withdrawn: 'yes' } },
      { line: 3, reason: '2 cells where the header has 17' },
    ]);
  });
});
