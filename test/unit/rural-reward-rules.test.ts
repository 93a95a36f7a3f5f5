import { beforeAll, describe, expect, it, test } from '@jest/globals';
import type { CompiledPolicy } from '../../functions/domain/policy/compile-policy.ts';
import type { DecisionRecord } from '../../functions/domain/policy/decision-record.ts';
import type { PopulationRecord } from '../../functions/domain/policy/registers.ts';
import { aMarriage, anAttestation, decideFor } from '../builders/decisions.ts';
import { aPerson } from '../builders/residents.ts';
import { shippedPolicy } from '../builders/shipped-policies.ts';
import { type Entries, inMemoryRegisters } from '../fakes/registers-in-memory.ts';

let policy: CompiledPolicy;
beforeAll(async () => {
  policy = await shippedPolicy('rural-reward');
});

const claimant = aPerson('1945-03-15', 'female');
const husband = aPerson('1943-03-15', 'male');
const daughter = aPerson('1970-05-05', 'female', { parents: [claimant, husband] });

/** A claimant who meets every condition, unless told otherwise. */
function family(
  change: {
    readonly person?: PopulationRecord;
    readonly spouse?: PopulationRecord;
    readonly children?: readonly PopulationRecord[];
    readonly marriages?: Entries['marriages'];
    readonly attestations?: Entries['attestations'];
  } = {},
): { readonly entries: Entries; readonly person: PopulationRecord } {
  const person = change.person ?? claimant;
  const spouse = change.spouse ?? husband;
  const children = change.children ?? [daughter];
  return {
    person,
    entries: {
      population: [person, spouse, ...children],
      marriages: change.marriages ?? [aMarriage(spouse, person, '1968-01-01')],
      attestations: change.attestations ?? [anAttestation(person)],
    },
  };
}

function child(birth: string, sex: 'female' | 'male', diedOn?: string, area?: number): PopulationRecord {
  return aPerson(birth, sex, {
    parents: [claimant],
    ...(diedOn !== undefined && { diedOn }),
    ...(area !== undefined && { area }),
  });
}

async function decided(of: ReturnType<typeof family>, on = '2008-01-10'): Promise<DecisionRecord> {
  return decideFor(inMemoryRegisters(of.entries), policy, of.person.residentId, { on });
}

describe('rural reward', () => {
  it('pays half of the year to who meets every condition', async () => {
    const record = await decided(family());
    expect(record).toMatchObject({ outcome: 'met', failing: [], amountFen: 300_00, policyVersion: '2008-1' });
    expect(record.amountSteps).toMatchObject([
      { on: '2008-01-01', case: 'standard', rateFen: 600_00, instalments: 2, amountFen: 300_00 },
    ]);
    expect(record.components).toEqual([{ component: 'standard', amountFen: 300_00 }]);
    expect(record.conditions.every(({ results, source }) => results.length === 1 && source !== '')).toBe(
      true,
    );
  });

  test.each([
    ['2008-12-31', 300_00],
    ['2009-01-01', 360_00],
    ['2011-12-31', 360_00],
    ['2012-01-01', 480_00],
    ['2026-11-23', 480_00],
  ])('pays the rate of its half-year: claimed on %s', async (on, amountFen) => {
    expect((await decided(family(), on)).amountFen).toBe(amountFen);
  });

  const cases: [string, Parameters<typeof family>[0], readonly string[]][] = [
    ['urban', { person: aPerson('1945-03-15', 'female', { householdType: 'urban' }) }, ['household-type']],
    [
      'the spouse urban',
      { spouse: aPerson('1943-03-15', 'male', { householdType: 'urban' }) },
      ['spouse-household-type'],
    ],
    [
      'the urban spouse died before the half-year',
      { spouse: aPerson('1943-03-15', 'male', { householdType: 'urban', diedOn: '2007-12-31' }) },
      [],
    ],
    [
      'the urban spouse died on its first day, so was living on it',
      { spouse: aPerson('1943-03-15', 'male', { householdType: 'urban', diedOn: '2008-01-01' }) },
      ['spouse-household-type'],
    ],
    [
      'divorced from the urban spouse on its first day',
      {
        spouse: aPerson('1943-03-15', 'male', { householdType: 'urban' }),
        marriages: [
          aMarriage(aPerson('1943-03-15', 'male'), claimant, '1968-01-01', {
            on: '2008-01-01',
            by: 'divorce',
          }),
        ],
      },
      [],
    ],
    [
      'married to somebody urban only later in the half-year',
      {
        spouse: aPerson('1943-03-15', 'male', { householdType: 'urban' }),
        marriages: [aMarriage(aPerson('1943-03-15', 'male'), claimant, '2008-01-02')],
      },
      [],
    ],
    ['unmarried', { marriages: [] }, []],
    ['no child', { children: [] }, ['children']],
    ['one son', { children: [child('1970-01-01', 'male')] }, []],
    ['two daughters', { children: [child('1970-01-01', 'female'), child('1972-01-01', 'female')] }, []],
    [
      'twin daughters',
      { children: [child('1970-01-01', 'female'), child('1970-01-01', 'female', undefined, 320611)] },
      [],
    ],
    [
      'a daughter and a son',
      { children: [child('1970-01-01', 'female'), child('1972-01-01', 'male')] },
      ['children'],
    ],
    [
      'two sons, one of whom died',
      { children: [child('1970-01-01', 'male', '1999-01-01'), child('1972-01-01', 'male')] },
      [],
    ],
    [
      'three daughters',
      {
        children: [
          child('1970-01-01', 'female'),
          child('1972-01-01', 'female'),
          child('1974-01-01', 'female'),
        ],
      },
      ['children'],
    ],
    [
      'three daughters, one of whom died',
      {
        children: [
          child('1970-01-01', 'female'),
          child('1972-01-01', 'female', '2007-12-31'),
          child('1974-01-01', 'female'),
        ],
      },
      [],
    ],
    ['all children died', { children: [child('1970-01-01', 'male', '2001-01-01')] }, []],
    [
      'the second son died on the first day, so was living on it',
      { children: [child('1970-01-01', 'male'), child('1972-01-01', 'male', '2008-01-01')] },
      ['children'],
    ],
    [
      'the second child, a son, born on the first day',
      { children: [child('1970-01-01', 'male'), child('2008-01-01', 'male')] },
      ['children'],
    ],
    [
      'the second child, a son, born the day after',
      { children: [child('1970-01-01', 'male'), child('2008-01-02', 'male')] },
      [],
    ],
    ['born on 1933-01-01', { person: aPerson('1933-01-01', 'female') }, ['children']],
    ['born the day before', { person: aPerson('1932-12-31', 'female') }, ['born-before-1933', 'children']],
    ['died on the first day', { person: aPerson('1945-03-15', 'female', { diedOn: '2008-01-01' }) }, []],
    [
      'died the day before',
      { person: aPerson('1945-03-15', 'female', { diedOn: '2007-12-31' }) },
      ['deceased'],
    ],
    ['died within the half-year', { person: aPerson('1945-03-15', 'female', { diedOn: '2008-06-30' }) }, []],
    ['the township says no', { attestations: [anAttestation(claimant, false)] }, ['not-attested']],
    [
      'the township said no, and yes after a second look',
      { attestations: [anAttestation(claimant, true, '2008-03-01'), anAttestation(claimant, false)] },
      [],
    ],
    [
      'several at once, told in the order of the policy',
      {
        person: aPerson('1945-03-15', 'female', { householdType: 'urban', diedOn: '2007-01-01' }),
        children: [],
        attestations: [anAttestation(claimant, false)],
      },
      ['household-type', 'children', 'deceased', 'not-attested'],
    ],
  ];
  test.each(cases)('%s', async (_name, change, failing) => {
    const record = await decided(family(change));
    expect(record.failing).toEqual(failing);
    expect(record.outcome).toBe(failing.length > 0 ? 'failed' : 'met');
    expect(record.amountFen).toBe(failing.length > 0 ? 0 : 300_00);
  });

  test.each([
    // Born, died, claimed, failing, from when.
    ['1948-06-30', undefined, '2008-01-10', [], undefined],
    ['1948-07-01', undefined, '2008-01-10', ['age'], '2008-07-01'],
    ['1948-07-01', undefined, '2008-07-01', [], undefined],
    ['1948-12-31', undefined, '2008-01-10', ['age'], '2008-07-01'],
    ['1952-02-29', undefined, '2012-01-10', [], undefined],
    ['1952-02-29', undefined, '2008-01-10', ['age'], '2012-01-01'],
    ['1948-06-30', '2008-06-30', '2008-01-10', [], undefined],
    // The age counts only if it was reached alive.
    ['1948-06-30', '2008-06-29', '2008-01-10', ['age'], undefined],
    ['1948-07-01', '2008-03-01', '2008-01-10', ['age'], undefined],
  ])('born %s, died %s, claimed on %s', async (born, diedOn, on, failing, from) => {
    const person = aPerson(born, 'female', { ...(diedOn !== undefined && { diedOn }) });
    const children = [aPerson('1970-05-05', 'female', { parents: [person] })];
    const record = await decided(family({ person, children }), on);
    expect(record.failing).toEqual(failing);
    expect(record.claimAgainFrom).toBe(from);
  });

  it('promises no later date while another condition stands in the way', async () => {
    const person = aPerson('1948-09-01', 'female', { householdType: 'urban' });
    const children = [aPerson('1970-05-05', 'female', { parents: [person] })];
    const record = await decided(family({ person, children }));
    expect(record).toMatchObject({ failing: ['household-type', 'age'] });
    expect(record.claimAgainFrom).toBeUndefined();
  });

  it('does not ask for the attestation while the policy does not require it', async () => {
    const { compilePolicy } = await import('../../functions/domain/policy/compile-policy.ts');
    const lenient = compilePolicy({ ...policy.policy, attestation: 'not-required' });
    if (!lenient.ok) throw new Error(JSON.stringify(lenient.error));
    const { entries, person } = family({ attestations: [] });
    const registers = inMemoryRegisters(entries);
    const record = await decideFor(registers, lenient.value, person.residentId);
    expect(record.outcome).toBe('met');
    expect(record.conditions.map(({ code }) => code)).not.toContain('not-attested');
    expect(registers.log.join()).not.toContain('attestations');
  });
});
