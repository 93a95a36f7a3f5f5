import { beforeAll, describe, expect, it, test } from '@jest/globals';
import { type CompiledPolicy, compilePolicy } from '../../functions/domain/policy/compile-policy.ts';
import type { DecisionRecord } from '../../functions/domain/policy/decision-record.ts';
import type { PopulationRecord, RetirementRecord } from '../../functions/domain/policy/registers.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { aMarriage, decideFor } from '../builders/decisions.ts';
import { aPerson } from '../builders/residents.ts';
import { shippedPolicy } from '../builders/shipped-policies.ts';
import { type Entries, inMemoryRegisters } from '../fakes/registers-in-memory.ts';

let policy: CompiledPolicy;
beforeAll(async () => {
  policy = await shippedPolicy('retiree-one-off');
});

const retiree = aPerson('1947-04-19', 'male', { householdType: 'urban' });
const dead: PopulationRecord = { ...retiree, diedOn: calendarDate('2008-01-30') };
const wife = aPerson('1949-01-01', 'female');
const daughter = aPerson('1978-07-13', 'female', { parents: [retiree] });
const stranger = aPerson('1980-01-01', 'male');

function retirement(change: Partial<RetirementRecord> = {}): RetirementRecord {
  return {
    residentId: retiree.residentId,
    retiredOn: calendarDate('2007-04-19'),
    scheme: 'enterprise',
    extraFivePercent: false,
    ...change,
  };
}

function entries(change: Entries = {}): Entries {
  return {
    population: [retiree, wife, daughter, stranger],
    certificates: [{ holderId: retiree.residentId }],
    retirements: [retirement()],
    ...change,
  };
}

type Heir = { readonly id: PopulationRecord['residentId']; readonly relation: 'spouse' | 'child' };

async function decided(of: Entries, on = '2008-03-05', heir?: Heir): Promise<DecisionRecord> {
  return decideFor(inMemoryRegisters(of), policy, retiree.residentId, { on, ...(heir && { heir }) });
}

const child: Heir = { id: daughter.residentId, relation: 'child' };
const spouse: Heir = { id: wife.residentId, relation: 'spouse' };

describe('one-off reward for retirees', () => {
  it('pays the cohort of the year before', async () => {
    const record = await decided(entries());
    expect(record).toMatchObject({ outcome: 'met', period: { id: '2007' }, amountFen: 3_200_00 });
  });

  const retiredOn = (on: string): Entries => ({ retirements: [retirement({ retiredOn: calendarDate(on) })] });
  const diedOn = (on: string): Entries => ({ population: [{ ...retiree, diedOn: calendarDate(on) }] });

  test.each<[string, Entries, readonly string[]]>([
    ['late, retired on the first day of 1996', retiredOn('1996-01-01'), []],
    ['retired the day before', retiredOn('1995-12-31'), ['retired-before-1996']],
    ['retired on the last day of the cohort', retiredOn('2007-12-31'), []],
    ['another scheme', { retirements: [retirement({ scheme: 'public-institution' })] }, ['pension-scheme']],
    ['the extra 5 %', { retirements: [retirement({ extraFivePercent: true })] }, ['already-five-percent']],
    ['no certificate', { certificates: [] }, ['certificate']],
    ['claims in person, and is recorded dead', diedOn('2008-03-04'), ['deceased']],
    ['died on the day of the claim', diedOn('2008-03-05'), []],
  ])('%s', async (_name, change, failing) => {
    const record = await decided(entries(change));
    expect(record.failing).toEqual(failing);
    expect(record.claimAgainFrom).toBeUndefined();
  });

  it('leaves who retired in the year of the claim to the next cohort', async () => {
    const record = await decided(entries(retiredOn('2008-01-01')));
    expect(record).toMatchObject({ failing: ['retired-after-cohort'], claimAgainFrom: '2009-01-01' });
    expect((await decided(entries(retiredOn('2008-01-01')), '2009-01-01')).outcome).toBe('met');
  });

  const heirs: [string, Heir, Entries, readonly string[]][] = [
    ['the child', child, { population: [dead, daughter] }, []],
    [
      'the widow',
      spouse,
      { population: [dead, wife], marriages: [aMarriage(retiree, wife, '1975-01-01')] },
      [],
    ],
    [
      'the widow, the marriage ended by the death',
      spouse,
      {
        population: [dead, wife],
        marriages: [aMarriage(retiree, wife, '1975-01-01', { on: '2008-01-30', by: 'death' })],
      },
      [],
    ],
    [
      'the divorced wife',
      spouse,
      {
        population: [dead, wife],
        marriages: [aMarriage(retiree, wife, '1975-01-01', { on: '1990-01-01', by: 'divorce' })],
      },
      ['kinship'],
    ],
    [
      'somebody else’s child',
      { id: stranger.residentId, relation: 'child' },
      { population: [dead, daughter, stranger] },
      ['kinship'],
    ],
    ['a child of somebody who lives', child, {}, ['not-deceased']],
  ];
  test.each(heirs)('on behalf of the dead: %s', async (_name, heir, change, failing) => {
    expect((await decided(entries(change), '2008-03-05', heir)).failing).toEqual(failing);
  });

  it('does not know who is in no register, and rejects nobody for it', async () => {
    const record = await decided({});
    expect(record).toMatchObject({ outcome: 'unknown', failing: [], amountFen: 0 });
    // Of certificates a missing entry is a no only if the population register knows the person.
    expect(record.unknown[0]).toEqual({
      code: 'certificate',
      reasons: [{ register: 'population', kind: 'no-entry' }],
    });
  });

  it('takes in lifelong childless retirees where the policy’s switch is on', async () => {
    const switched = compilePolicy({ ...policy.policy, switches: { 'lifelong-childless': true } });
    if (!switched.ok) throw new Error(JSON.stringify(switched.error));
    const childless = entries({ certificates: [], population: [retiree] });
    const asked = inMemoryRegisters(childless);
    expect((await decideFor(asked, switched.value, retiree.residentId)).outcome).toBe('met');
    const parent = inMemoryRegisters(entries({ certificates: [] }));
    expect((await decideFor(parent, switched.value, retiree.residentId)).failing).toEqual(['certificate']);
    // Off, as shipped, nobody's children are asked about.
    const off = inMemoryRegisters(childless);
    await decideFor(off, policy, retiree.residentId);
    expect(off.log).toEqual(['population id', 'retirements person', 'certificates holder']);
  });
});
