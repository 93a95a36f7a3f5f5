import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadAreas } from '../../functions/adapters/areas/load-areas.ts';
import { loadResidents } from '../../functions/adapters/areas/load-residents.ts';
import { yearEndReport } from '../../functions/app/reports/year-end-report.ts';
import { fewTogether } from '../../functions/domain/review/few-together.ts';
import { financeOffice, netOf } from '../builders/finance-office.ts';
import { midYearResidents } from '../builders/mid-year-residents.ts';
import { reportRoute, sheetOf } from '../builders/report-route.ts';

const [east, west, town, unknown] = ['320602001', '320602002', '320602100', '320602099'] as const;

/** As many payments of 300 yuan, settled, in each street. */
async function paidIn(counts: { readonly [street: string]: number }) {
  const office = financeOffice();
  const areas = Object.entries(counts).flatMap(([street, count]) => Array<string>(count).fill(street));
  for (const [n, area] of areas.entries()) office.awards.add(n, { areaCode: area });
  await office.fund();
  await office.sentRun();
  await office.importing(office.bank.statement(office.bank.debits()));
  return office;
}

describe('the year by street', () => {
  test('has each street by itself, with what that is for each resident, where they were counted', async () => {
    const office = await paidIn({ [east]: 10, [west]: 12, [unknown]: 11 });
    const rows = await yearEndReport(office.stored, midYearResidents, 2008);
    expect(rows).toEqual([
      { areaCodes: [east], payments: 10, netFen: 300_000, residents: 1000, perHeadFen: 300 },
      { areaCodes: [west], payments: 12, netFen: 360_000, residents: 400, perHeadFen: 900 },
      { areaCodes: [unknown], payments: 11, netFen: 330_000 },
    ]);
    expect(-rows.reduce((sum, { netFen }) => sum + netFen, 0)).toBe(await netOf(office, 'B5'));
    expect(await yearEndReport(office.stored, midYearResidents, 2009)).toEqual([]);
  });

  test('takes a street with few payments together with the next, so that it cannot be told from the rest', async () => {
    const office = await paidIn({ [east]: 30, [west]: 9, [town]: 20 });
    expect(await yearEndReport(office.stored, midYearResidents, 2008)).toEqual([
      { areaCodes: [east], payments: 30, netFen: 900_000, residents: 1000, perHeadFen: 900 },
      // 8,700 yuan for 750.
      { areaCodes: [west, town], payments: 29, netFen: 870_000, residents: 750, perHeadFen: 1160 },
    ]);
  });

  test('is a sheet that says where its residents are from', async () => {
    const office = await paidIn({ [east]: 10 });
    expect((await sheetOf(office, 'year-end')).slice(1)).toEqual([
      `${east},10,3000.00,1000,3.00,example values`,
      '',
    ]);
    const { body } = await reportRoute(office)('year-end');
    expect(body).toMatchObject({ report: 'year-end', residentsSource: '示例', rows: [{}] });
  });

  test('the district’s own figures are of its own streets and towns, all of them', async () => {
    const data = join(import.meta.dirname, '../../data');
    const [areas, { midYear, source }] = await Promise.all([
      loadAreas(join(data, 'areas.json')),
      loadResidents(join(data, 'residents.json')),
    ]);
    const streets = areas.map(({ code }) => String(code)).filter((code) => code.length === 9);
    expect([...midYear.get('2008')!.keys()].sort()).toEqual(streets.sort());
    expect(Object.values(source)).toHaveLength(2);
  });
});

describe('few taken together', () => {
  const names = (groups: readonly (readonly (readonly [string, number])[])[]) =>
    groups.map((group) => group.map(([name]) => name).join(''));

  test.each([
    ['none few', [10, 12, 30], ['a', 'b', 'c']],
    ['two few', [4, 30, 7, 12], ['b', 'd', 'ac']],
    ['one few, with the next', [30, 3, 12], ['a', 'bc']],
    ['few of few, with the next', [2, 3, 40, 10], ['c', 'abd']],
    ['one alone', [3], ['a']],
    ['nothing', [], []],
  ])('%s', (_, counts, expected) => {
    const groups = counts.map((count, at) => [String.fromCharCode(97 + at), count] as const);
    expect(names(fewTogether(groups, ([, count]) => count, 10))).toEqual(expected);
  });

  test('each is in one list, none of which is small unless all are', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40)), (counts) => {
        const groups = counts.map((count, at) => ({ count, at }));
        const lists = fewTogether(groups, ({ count }) => count, 10);
        expect(
          lists
            .flat()
            .map(({ at }) => at)
            .sort((a, b) => a - b),
        ).toEqual(groups.map(({ at }) => at));
        const sums = lists.map((list) => list.reduce((sum, { count }) => sum + count, 0));
        if (lists.length > 1) expect(Math.min(...sums)).toBeGreaterThanOrEqual(10);
      }),
    );
  });
});
