import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadResidents } from '../../functions/adapters/areas/load-residents.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { createReadReport, type Report } from '../../functions/app/reports/read-report.ts';
import { areaCode } from '../../functions/domain/review/area.ts';
import { MovableClock } from '../fakes/movable-clock.ts';
import { type BuiltSystem, buildSystem, runCommand, temporaryFolder } from '../builders/running-system.ts';

const shipped = join(import.meta.dirname, '../../data/year-2008');

/** What comes of the retirees' claims; of the other programmes every run has all claims. */
interface Retirees {
  readonly awarded: number;
  readonly refused: number;
  readonly manual: number;
  readonly duplicate: number;
  readonly rejectedFor: Readonly<Record<string, number>>;
}

/** Everybody, and the figures of the district's report: with `HUIMIN_YEAR=all`, as CI has it. */
const everybody: Retirees = {
  awarded: 7500,
  refused: 12,
  manual: 8,
  duplicate: 40,
  rejectedFor: {
    certificate: 25,
    'already-five-percent': 15,
    'retired-before-1996': 10,
    'pension-scheme': 10,
  },
};
/** By itself `npm test` leaves out most of them, who are alike; of those born on these days each outcome is left. */
const bornOn: readonly string[] = ['01', '12'];
const some: Retirees = {
  awarded: 446,
  refused: 2,
  manual: 1,
  duplicate: 3,
  rejectedFor: { certificate: 3, 'already-five-percent': 1, 'retired-before-1996': 1, 'pension-scheme': 3 },
};
const whole = process.env.HUIMIN_YEAR === 'all';
const retirees = whole ? everybody : some;
const rejected = Object.values(retirees.rejectedFor).reduce((sum, count) => sum + count, 0);
const retirementFen = 320_000;

let built: BuiltSystem;
let folder: string;
let claimNos: readonly string[];
let streetOfClaim: ReadonlyMap<string, string>;
let year: Awaited<ReturnType<typeof runCommand>>;
let outcomes: readonly (readonly string[])[];

/** Once; of everybody it is half a minute to a minute of work, so jest starts this file first (tools/slowest-first.mjs). */
beforeAll(async () => {
  [built, folder] = await Promise.all([buildSystem(), temporaryFolder('year')]);
  streetOfClaim = await layOutClaims();
  claimNos = [...streetOfClaim.keys()];
  const file = join(folder, 'outcomes.csv');
  const kept = ['--data', join(folder, 'kept')];
  year = await runCommand(built, 'local/commands/year', ['--json', '--outcomes', file, ...kept, folder]);
  outcomes = (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
}, 420_000);

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Puts the year's registers and the claims of this run into the folder. @returns the streets by the claims' numbers */
async function layOutClaims(): Promise<ReadonlyMap<string, string>> {
  await cp(shipped, folder, { recursive: true });
  const [header, ...lines] = (await readFile(join(shipped, 'claims.csv'), 'utf8')).trimEnd().split('\n');
  const kept = lines.filter((line) => {
    const [, programme, , , applicantId = ''] = line.split(',');
    return whole || programme !== 'retiree-one-off' || bornOn.includes(applicantId.slice(12, 14));
  });
  await writeFile(join(folder, 'claims.csv'), [header, ...kept, ''].join('\n'));
  return new Map(
    kept.map((line) => {
      const [claimNo = '', , , , , area = ''] = line.split(',');
      return [claimNo, area.slice(0, 9)];
    }),
  );
}

type Rows<Name extends Report['report']> = Extract<Report, { readonly report: Name }>['rows'];

/** A report of the store that the year left behind. */
async function reportOf<Name extends Report['report']>(name: Name): Promise<Rows<Name>> {
  const database = SqliteDatabase.open(join(folder, 'kept/huimin.sqlite'));
  try {
    const read = createReadReport({
      table: createSqliteTable(database),
      clock: new MovableClock('2008-12-31'),
      district: areaCode('320602'),
      residents: await loadResidents(join(shipped, '../residents.json')),
    });
    return (await read(name, 2008)).rows as Rows<Name>;
  } finally {
    database.close();
  }
}

/** How often each value occurs. */
function tally(values: readonly (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value ?? ''] = (counts[value ?? ''] ?? 0) + 1;
  return counts;
}

describe('the year 2008', () => {
  test('comes to the district report’s figures, on the last line', () => {
    expect(year.code).toBe(0);
    const report = JSON.parse(year.stdout.trimEnd().split('\n').at(-1)!);
    expect(report).toEqual({
      claims: {
        'rural-reward': { awarded: 700, rejected: 30, refused: 0, manual: 0, withdrawn: 1, duplicate: 0 },
        'special-hardship': { awarded: 414, rejected: 32, refused: 0, manual: 0, withdrawn: 0, duplicate: 0 },
        'retiree-one-off': {
          awarded: retirees.awarded,
          rejected,
          refused: retirees.refused,
          manual: retirees.manual,
          withdrawn: 0,
          duplicate: retirees.duplicate,
        },
      },
      paid: {
        'rural-reward': { payments: 700, fen: 21_000_000 },
        'special-hardship': { payments: 414, fen: 22_516_000 },
        'retiree-one-off': { payments: retirees.awarded, fen: retirees.awarded * retirementFen },
      },
      ledger: { balanced: true, debitsFen: report.ledger.creditsFen, creditsFen: expect.any(Number) },
      audit: { entries: expect.any(Number), verified: true },
      exceptions: 0,
      seconds: expect.any(Number),
    });
    // Every claim that was kept has its own chain, of several entries if it was decided.
    expect(report.audit.entries).toBeGreaterThan((claimNos.length - retirees.refused) * 4);
  });

  test('says of every claim what became of it, and of every refusal why', () => {
    const [header, ...rows] = outcomes;
    expect(header).toEqual(['claimNo', 'outcome', 'amountFen', 'why']);
    expect(rows.map(([claimNo]) => claimNo).sort()).toEqual(claimNos.toSorted());
    expect(rows).toHaveLength(whole ? 8797 : 1637);
    expect(tally(rows.map(([, outcome]) => outcome))).toEqual({
      award: 1114 + retirees.awarded,
      reject: 62 + rejected,
      duplicate: retirees.duplicate,
      'refused-at-intake': retirees.refused,
      'manual-review': retirees.manual,
      withdrawn: 1,
    });
    const why = (of: string) => tally(rows.filter(([, outcome]) => outcome === of).map((row) => row[3]));
    expect(why('award')).toEqual({ '': 1114 + retirees.awarded });
    expect(why('refused-at-intake')).toEqual({ 'resident-id-check-digit': retirees.refused });
    expect(why('reject')).toEqual({
      ...retirees.rejectedFor,
      'wife-age': 10,
      children: 8,
      'another-child': 8,
      'disability-grade': 8,
      age: 7,
      'disability-not-found': 6,
      'household-type;spouse-household-type': 5,
      'spouse-household-type': 4,
      'not-attested': 3,
      deceased: 2,
      'born-before-1933': 1,
    });
    const awarded = rows.filter(([, outcome]) => outcome === 'award');
    expect(awarded.reduce((sum, [, , amount]) => sum + Number(amount), 0)).toBe(
      43_516_000 + retirees.awarded * retirementFen,
    );
    for (const [, outcome, amount, reason] of rows) {
      expect(Number(amount) > 0).toBe(outcome === 'award');
      if (outcome === 'reject' || outcome === 'manual-review') expect(reason).not.toBe('');
    }
  });

  test('comes to the same in its reports, by street', async () => {
    const awards = outcomes.filter(([, outcome]) => outcome === 'award');
    const streets = [...Map.groupBy(awards, ([claimNo = '']) => streetOfClaim.get(claimNo) ?? '')]
      .map(([street, of]) => ({ street, of }))
      .sort((one, other) => (one.street < other.street ? -1 : 1));
    const fenOf = (of: typeof awards) => of.reduce((sum, [, , amountFen]) => sum + Number(amountFen), 0);
    expect(streets).toHaveLength(10);

    const byStreet = Map.groupBy(await reportOf('streets'), ({ areaCode = 'none' }) => areaCode);
    expect(
      [...byStreet].map(([street, rows]) => ({
        street,
        payments: rows.reduce((sum, { payments }) => sum + payments, 0),
        netFen: rows.reduce((sum, { netFen }) => sum + netFen, 0),
      })),
    ).toEqual(streets.map(({ street, of }) => ({ street, payments: of.length, netFen: fenOf(of) })));

    expect(await reportOf('year-end')).toMatchObject(
      streets.map(({ street, of }) => ({ areaCodes: [street], payments: of.length, netFen: fenOf(of) })),
    );
    // Three desks decide on each award, on the day it comes to them; one confirms a rejection, after its hearing.
    const onTime = { onTime: expect.any(Number), medianDays: 0, ninetiethDays: 0 };
    const decided = (stage: string) => ({ stage, ...onTime });
    const rejections = outcomes.filter(([, outcome]) => outcome === 'reject').length;
    const reported = await reportOf('decided');
    expect(reported).toMatchObject([
      ...['village', 'street'].flatMap((stage) =>
        streets.map(({ street, of }) => ({ ...decided(stage), areaCode: street, decided: of.length })),
      ),
      { ...decided('district'), areaCode: '320602', decided: awards.length },
      { stage: 'rejection', areaCode: '320602', decided: rejections, medianDays: 6 },
    ]);
    expect(reported.filter((row) => row.decided !== row.onTime)).toEqual([]);

    const ofYear = (await reportOf('scorecard')).filter(({ period }) => period === '2008');
    expect(ofYear).toEqual(
      streets.map(({ street }) => ({
        period: '2008',
        areaCode: street,
        decidedOnTime: 100,
        medianDays: 0,
        ninetiethDays: expect.any(Number),
        paidOnTime: 100,
      })),
    );
  });

  test('shows its progress, and names nobody', () => {
    const claims = String(claimNos.length);
    expect(year.stderr).toContain(`${claims} of ${claims} claims`);
    expect(year.stderr + year.stdout).not.toMatch(/\d{17}[\dX]/);
    expect(outcomes.flat().join(' ')).not.toMatch(/\d{17}[\dX]/);
  });

  test.each([
    [['/no/such/folder'], '/no/such/folder/claims.csv cannot be read'],
    [['--outcomes', '/no/such/folder/outcomes.csv'], '/no/such/folder cannot be written to'],
  ])('says before it begins that it cannot: %j', async (options, why) => {
    const { code, stdout, stderr } = await runCommand(built, 'local/commands/year', options);
    expect({ code, stdout, stderr: stderr.trim() }).toEqual({ code: 2, stdout: '', stderr: why });
  });
});
