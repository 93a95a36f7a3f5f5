import { beforeAll, describe, expect, it, test } from '@jest/globals';
import type { CompiledPolicy } from '../../functions/domain/policy/compile-policy.ts';
import type { DecisionRecord } from '../../functions/domain/policy/decision-record.ts';
import type { DisabilityRecord, PopulationRecord } from '../../functions/domain/policy/registers.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { aMarriage, decideFor } from '../builders/decisions.ts';
import { aPerson } from '../builders/residents.ts';
import { shippedPolicy } from '../builders/shipped-policies.ts';
import { type Entries, inMemoryRegisters } from '../fakes/registers-in-memory.ts';

let policy: CompiledPolicy;
beforeAll(async () => {
  policy = await shippedPolicy('special-hardship');
});

const mother = aPerson('1950-05-05', 'female', { householdType: 'urban' });
const father = aPerson('1948-05-05', 'male', { householdType: 'urban' });

function childOf(parents: readonly PopulationRecord[], birth: string, diedOn?: string): PopulationRecord {
  return aPerson(birth, 'male', { parents, ...(diedOn !== undefined && { diedOn }) });
}

function certificate(
  of: PopulationRecord,
  grade: number,
  issuedOn: string,
  endedOn?: string,
): DisabilityRecord {
  return {
    residentId: of.residentId,
    grade,
    issuedOn: calendarDate(issuedOn),
    ...(endedOn !== undefined && { endedOn: calendarDate(endedOn) }),
  };
}

async function decided(
  entries: Entries,
  person: PopulationRecord,
  on = '2008-01-10',
): Promise<DecisionRecord> {
  return decideFor(inMemoryRegisters(entries), policy, person.residentId, { on });
}

function months(record: DecisionRecord): string[] {
  return record.amountSteps.map(({ on, case: which }) => `${on.slice(5, 7)} ${which}`);
}

describe('special hardship, month by month', () => {
  it('pays each parent of a child that died 100 yuan a month', async () => {
    const child = childOf([mother, father], '1975-01-01', '2000-01-01');
    const entries = {
      population: [mother, father, child],
      marriages: [aMarriage(father, mother, '1974-01-01')],
    };
    for (const parent of [mother, father]) {
      const record = await decided(entries, parent);
      expect(record).toMatchObject({ outcome: 'met', amountFen: 600_00 });
      expect(months(record)).toEqual(
        ['01', '02', '03', '04', '05', '06'].map((m) => `${m} child-died-urban`),
      );
    }
  });

  test.each([
    [1, 480_00, []],
    [3, 480_00, []],
    [4, 0, ['disability-grade']],
    [undefined, 0, ['disability-not-found']],
  ])('a living child with grade %s', async (grade, amountFen, failing) => {
    const child = childOf([mother], '1975-01-01');
    const disabilities = grade === undefined ? [] : [certificate(child, grade, '2005-01-01')];
    const record = await decided({ population: [mother, child], disabilities }, mother);
    expect(record).toMatchObject({ amountFen, failing });
  });

  it('pays the higher rate from the month after the disabled child died', async () => {
    for (const diedOn of ['2008-03-01', '2008-03-31']) {
      const child = childOf([mother], '1975-01-01', diedOn);
      const disabilities = [certificate(child, 2, '2005-01-01')];
      const record = await decided({ population: [mother, child], disabilities }, mother);
      expect(months(record).slice(2, 4)).toEqual(['03 child-disabled-urban', '04 child-died-urban']);
      expect(record.amountFen).toBe(3 * 80_00 + 3 * 100_00);
    }
  });

  test.each<[string, (child: PopulationRecord) => DisabilityRecord[], string[]]>([
    ['issued on a month’s first day', (child) => [certificate(child, 2, '2008-04-01')], ['04', '05', '06']],
    ['issued the day after', (child) => [certificate(child, 2, '2008-04-02')], ['05', '06']],
    ['ended by recovery', (child) => [certificate(child, 2, '2001-01-01', '2008-03-01')], ['01', '02']],
    [
      'regraded from 4 to 3',
      (child) => [certificate(child, 3, '2008-05-20'), certificate(child, 4, '2001-01-01')],
      ['06'],
    ],
    [
      'regraded from 3 to 4',
      (child) => [certificate(child, 3, '2001-01-01'), certificate(child, 4, '2008-02-01')],
      ['01'],
    ],
  ])('counts the months in which the certificate holds: %s', async (_name, certificates, counted) => {
    const child = childOf([mother], '1975-01-01');
    const record = await decided({ population: [mother, child], disabilities: certificates(child) }, mother);
    expect(months(record)).toEqual(counted.map((month) => `${month} child-disabled-urban`));
  });

  test.each([
    // Born, first month that counts, from when to claim.
    ['1959-01-01', '01', undefined],
    ['1959-01-02', '02', undefined],
    ['1959-06-01', '06', undefined],
    ['1959-06-02', undefined, '2008-07-01'],
    ['1959-11-30', undefined, '2008-07-01'],
    // Reached on 2 December, so January is the first month.
    ['1959-12-02', undefined, '2009-01-01'],
  ])('counts from the month in which the wife is 49: born %s', async (born, first, from) => {
    const woman = aPerson(born, 'female');
    const child = childOf([woman], '1985-01-01', '2000-01-01');
    const record = await decided({ population: [woman, child] }, woman);
    expect(months(record)[0]).toBe(first && `${first} child-died-rural`);
    expect(record.failing).toEqual(first === undefined ? ['wife-age'] : []);
    expect(record.claimAgainFrom).toBe(from);
  });

  it('takes 28 February as the 49th birthday of who was born on the 29th', async () => {
    const woman = aPerson('1960-02-29', 'female');
    const child = childOf([woman], '1985-01-01', '2000-01-01');
    const entries = { population: [woman, child] };
    expect(months(await decided(entries, woman, '2009-01-10'))[0]).toBe('03 child-died-rural');
    expect((await decided(entries, woman)).claimAgainFrom).toBe('2009-01-01');
  });

  describe('whose age counts for a man', () => {
    const man = aPerson('1955-05-05', 'male');
    const young = aPerson('1965-05-05', 'female');
    const child = childOf([man, young], '1985-01-01', '2000-01-01');
    const other = childOf([man], '1985-01-01', '2000-01-01');

    test.each<[string, Entries, string[]]>([
      [
        'the wife, the child’s mother',
        { marriages: [aMarriage(man, young, '1984-01-01')], population: [man, young, child] },
        ['wife-age'],
      ],
      ['his own, unmarried', { population: [man, young, child] }, []],
      [
        'his own, remarried',
        { marriages: [aMarriage(man, young, '2001-01-01')], population: [man, young, other] },
        [],
      ],
      [
        'his own, divorced',
        {
          marriages: [aMarriage(man, young, '1984-01-01', { on: '2007-12-31', by: 'divorce' })],
          population: [man, young, child],
        },
        [],
      ],
      [
        'his own, widowed, though the marriage register does not know',
        {
          marriages: [aMarriage(man, young, '1984-01-01')],
          population: [man, { ...young, diedOn: calendarDate('2007-12-31') }, child],
        },
        [],
      ],
    ])('%s', async (_name, entries, failing) => {
      expect((await decided(entries, man)).failing).toEqual(failing);
    });
  });

  test.each<[string, readonly PopulationRecord[], string[]]>([
    ['no child', [], ['children']],
    [
      'a second child living',
      [childOf([mother], '1975-01-01', '2000-01-01'), childOf([mother], '1977-01-01')],
      ['another-child'],
    ],
    [
      'a second child that died too',
      [childOf([mother], '1975-01-01', '2000-01-01'), childOf([mother], '1977-01-01', '1978-01-01')],
      ['another-child'],
    ],
  ])('%s', async (_name, children, failing) => {
    expect((await decided({ population: [mother, ...children] }, mother)).failing).toEqual(failing);
  });

  it('stops when another child is born or adopted', async () => {
    const first = childOf([mother], '1975-01-01', '2000-01-01');
    const second = childOf([mother], '2008-03-01');
    const record = await decided({ population: [mother, first, second] }, mother);
    expect(months(record)).toEqual(['01 child-died-urban', '02 child-died-urban']);
  });

  it('stops at death: the month it happens in still counts, the first day of the next does not', async () => {
    const dead = { ...mother, diedOn: calendarDate('2008-03-01') };
    const child = childOf([mother], '1975-01-01', '2000-01-01');
    expect(months(await decided({ population: [dead, child] }, dead))).toHaveLength(3);
  });

  it('tells the codes that together explain every month, when none counts', async () => {
    // Too young in January and February; dead from March on.
    const woman = aPerson('1959-02-20', 'female', { diedOn: '2008-02-10' });
    const child = childOf([woman], '1985-01-01', '2000-01-01');
    const record = await decided({ population: [woman, child] }, woman);
    expect(record).toMatchObject({ outcome: 'failed', failing: ['wife-age', 'deceased'] });
    expect(record.claimAgainFrom).toBeUndefined();
  });

  test.each([
    ['2013-12-31', 'urban', 135_00],
    ['2014-01-01', 'urban', 340_00],
    ['2015-12-31', 'rural', 170_00],
    ['2016-01-01', 'rural', 340_00],
    ['2018-06-30', 'rural', 450_00],
    ['2022-06-30', 'urban', 450_00],
    ['2022-07-01', 'urban', 590_00],
  ] as const)('the monthly rate of a child that died, claimed on %s, %s', async (on, householdType, rate) => {
    const parent = aPerson('1950-05-05', 'female', { householdType });
    const child = childOf([parent], '1975-01-01', '2000-01-01');
    const record = await decided({ population: [parent, child] }, parent, on);
    expect(record.amountSteps.map(({ amountFen }) => amountFen)).toEqual(
      Array.from({ length: 6 }, () => rate),
    );
    expect(record.amountFen).toBe(6 * rate);
  });
});
