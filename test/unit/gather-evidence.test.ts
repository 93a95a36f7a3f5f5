import { beforeAll, describe, expect, it } from '@jest/globals';
import { gatherEvidence } from '../../functions/app/registers/gather-evidence.ts';
import type { CompiledPolicy } from '../../functions/domain/policy/compile-policy.ts';
import { type Evidence, unavailableRegisters } from '../../functions/domain/policy/evidence.ts';
import { parsePeriod } from '../../functions/domain/time/period.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { aMarriage, anAttestation } from '../builders/decisions.ts';
import { aPerson } from '../builders/residents.ts';
import { shippedPolicy } from '../builders/shipped-policies.ts';
import { inMemoryRegisters } from '../fakes/registers-in-memory.ts';

let rural: CompiledPolicy;
let hardship: CompiledPolicy;
let retiree: CompiledPolicy;
beforeAll(async () => {
  rural = await shippedPolicy('rural-reward');
  hardship = await shippedPolicy('special-hardship');
  retiree = await shippedPolicy('retiree-one-off');
});

const grandmother = aPerson('1920-01-01', 'female');
const man = aPerson('1945-03-15', 'male', { parents: [grandmother] });
const wife = aPerson('1947-03-15', 'female', { parents: [grandmother] });
const former = aPerson('1946-01-01', 'female');
const son = aPerson('1970-05-05', 'male', { parents: [man, former] });
const period = parsePeriod('2008-H1')!;
const himself = { entitledPerson: man.residentId, applicant: man.residentId };

function village(): ReturnType<typeof inMemoryRegisters> {
  return inMemoryRegisters({
    population: [grandmother, man, wife, former, son],
    marriages: [
      aMarriage(man, former, '1968-01-01', { on: '1990-01-01', by: 'divorce' }),
      aMarriage(man, wife, '1995-01-01'),
    ],
    attestations: [anAttestation(man)],
    disabilities: [{ residentId: son.residentId, grade: 2, issuedOn: calendarDate('2001-01-01') }],
  });
}

function asked({ answers }: Evidence): string[] {
  return Object.entries(answers).flatMap(([register, list]) =>
    list.map(({ by, id }: { by: string; id: string }) => `${register} ${by} ${id}`),
  );
}

describe('gathering evidence', () => {
  it('needs one round when the form names those whom the registers name', async () => {
    const registers = village();
    const evidence = await gatherEvidence(registers, rural, { ...himself, spouse: wife.residentId }, period);
    expect(registers.log).toEqual(['population id,id,parent', 'marriages person', 'attestations person']);
    expect(asked(evidence)).toHaveLength(5);
  });

  it('follows whom the registers name instead, and drops whom the form named', async () => {
    const registers = village();
    const subjects = { ...himself, spouse: former.residentId };
    const evidence = await gatherEvidence(registers, rural, subjects, period);
    expect(registers.log.at(-1)).toBe('population id');
    expect(registers.log).toHaveLength(4);
    expect(asked(evidence)).toContain(`population id ${wife.residentId}`);
    expect(asked(evidence)).not.toContain(`population id ${former.residentId}`);
  });

  it('asks only what the policy needs: nothing of a marriage that ended before the period', async () => {
    const registers = village();
    await gatherEvidence(registers, hardship, himself, period);
    expect(registers.log).toEqual([
      'population id,parent',
      'marriages person',
      // The second round: the present wife, and the one child.
      'population id',
      'disabilities person',
    ]);
  });

  it('keeps of the adults no parents', async () => {
    const evidence = await gatherEvidence(village(), rural, { ...himself, spouse: wife.residentId }, period);
    expect(JSON.stringify(evidence)).not.toContain(grandmother.residentId);
  });

  it('asks about kinship only for an heir', async () => {
    const alone = village();
    await gatherEvidence(alone, retiree, himself, period);
    expect(alone.log).toEqual(['population id', 'retirements person', 'certificates holder']);
    const widow = village();
    await gatherEvidence(
      widow,
      retiree,
      { ...himself, applicant: wife.residentId, relation: 'spouse' },
      period,
    );
    expect(widow.log).toContain('marriages person');
    const child = village();
    await gatherEvidence(
      child,
      retiree,
      { ...himself, applicant: son.residentId, relation: 'child' },
      period,
    );
    expect(child.log).toEqual(['population id,parent', 'retirements person', 'certificates holder']);
  });

  it('asks no disability register about a child that cannot be the only one, or died before', async () => {
    const daughter = aPerson('1972-01-01', 'female', { parents: [man] });
    const two = village();
    two.entries.population?.push(daughter);
    await gatherEvidence(two, hardship, himself, period);
    expect(two.log.join()).not.toContain('disabilities');
    const dead = village();
    dead.entries.population = [man, wife, { ...son, diedOn: calendarDate('2007-12-31') }];
    await gatherEvidence(dead, hardship, himself, period);
    expect(dead.log.join()).not.toContain('disabilities');
  });

  it('names who gave no answer, and asks again only them', async () => {
    const registers = village();
    registers.unavailable.set('marriages', 'slow');
    registers.unavailable.set('disabilities', 'down');
    const first = await gatherEvidence(registers, hardship, himself, period);
    expect(unavailableRegisters(first)).toEqual([
      { register: 'marriages', reason: 'slow' },
      { register: 'disabilities', reason: 'down' },
    ]);
    registers.log.length = 0;
    registers.unavailable.delete('marriages');
    const second = await gatherEvidence(registers, hardship, himself, period, first);
    expect(registers.log).toEqual(['marriages person', 'disabilities person', 'population id']);
    expect(unavailableRegisters(second)).toEqual([{ register: 'disabilities', reason: 'down' }]);
    registers.unavailable.clear();
    const third = await gatherEvidence(registers, hardship, himself, period, second);
    expect(unavailableRegisters(third)).toEqual([]);
    expect(new Set(asked(third))).toEqual(
      new Set(asked(await gatherEvidence(village(), hardship, himself, period))),
    );
    registers.log.length = 0;
    expect(await gatherEvidence(registers, hardship, himself, period, third)).toEqual(third);
    expect(registers.log).toEqual([]);
  });

  it('does not take evidence about other people for this claim', async () => {
    const earlier = await gatherEvidence(village(), rural, himself, period);
    const other = { entitledPerson: wife.residentId, applicant: wife.residentId };
    await expect(gatherEvidence(village(), rural, other, period, earlier)).rejects.toThrow('other people');
  });
});
