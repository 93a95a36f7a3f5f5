import { beforeAll, describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import type { CompiledPolicy } from '../../functions/domain/policy/compile-policy.ts';
import { decide, recompute } from '../../functions/domain/policy/decide.ts';
import {
  type DecisionRecord,
  type Finding,
  isAwaitingAttestation,
  summariseConditions,
} from '../../functions/domain/policy/decision-record.ts';
import {
  type PopulationRecord,
  type RegisterName,
  type Unavailable,
  registerNames,
} from '../../functions/domain/policy/registers.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { aMarriage, anAttestation, decideFor, inputFor } from '../builders/decisions.ts';
import { aPerson } from '../builders/residents.ts';
import { shippedPolicy } from '../builders/shipped-policies.ts';
import { type Entries, inMemoryRegisters } from '../fakes/registers-in-memory.ts';

let rural: CompiledPolicy;
let hardship: CompiledPolicy;
let retiree: CompiledPolicy;
beforeAll(async () => {
  rural = await shippedPolicy('rural-reward');
  hardship = await shippedPolicy('special-hardship');
  retiree = await shippedPolicy('retiree-one-off');
});

const man = aPerson('1945-03-15', 'male');
const wife = aPerson('1947-03-15', 'female');
const son = aPerson('1970-05-05', 'male', { parents: [man, wife] });

function village(change: Entries = {}): Entries {
  return {
    population: [man, wife, son],
    marriages: [aMarriage(man, wife, '1968-01-01')],
    attestations: [anAttestation(man)],
    disabilities: [{ residentId: son.residentId, grade: 2, issuedOn: calendarDate('2001-01-01') }],
    ...change,
  };
}

async function without(
  policy: CompiledPolicy,
  entries: Entries,
  down: readonly (readonly [RegisterName, Unavailable])[],
  findings: readonly Finding[] = [],
): Promise<DecisionRecord> {
  const registers = inMemoryRegisters(entries);
  for (const [register, reason] of down) registers.unavailable.set(register, reason);
  return decideFor(registers, policy, man.residentId, { findings });
}

function finding(code: string, result: 'met' | 'failed', from?: string): Finding {
  return {
    code,
    result,
    basis: 'household booklet seen',
    evidenceIds: ['evidence-1'],
    ...(from !== undefined && { from: calendarDate(from) }),
  };
}

describe('unknown never decides', () => {
  test.each<Unavailable>(['down', 'slow', 'garbage', 'stale'])('a register that is %s', async (reason) => {
    const record = await without(rural, village(), [['marriages', reason]]);
    expect(record).toMatchObject({ outcome: 'unknown', failing: [], amountFen: 0, components: [] });
    expect(record.unknown).toEqual([
      { code: 'spouse-household-type', reasons: [{ register: 'marriages', kind: reason }] },
    ]);
  });

  it('a known failure fails, whatever else is unknown, and only its codes are told', async () => {
    const urban: PopulationRecord = { ...man, householdType: 'urban' };
    const record = await without(rural, village({ population: [urban, wife, son] }), [['marriages', 'down']]);
    expect(record).toMatchObject({ outcome: 'failed', failing: ['household-type'], unknown: [] });
    const results = new Map(summariseConditions(record).map(({ code, result }) => [code, result]));
    expect(results.get('spouse-household-type')).toBe('unknown');
    expect(results.get('household-type')).toBe('failed');
    expect(results.get('age')).toBe('met');
  });

  it('waits for an attestation that is missing, and only then', async () => {
    const awaiting = await without(rural, village({ attestations: [] }), []);
    expect(awaiting.unknown).toEqual([
      { code: 'not-attested', reasons: [{ register: 'attestations', kind: 'awaited' }] },
    ]);
    expect(isAwaitingAttestation(awaiting)).toBe(true);
    const more = await without(rural, village({ attestations: [] }), [['marriages', 'down']]);
    expect(isAwaitingAttestation(more)).toBe(false);
    expect(isAwaitingAttestation(await without(rural, village(), []))).toBe(false);
  });

  const two = aPerson('1950-01-01', 'female', { area: 320611 });
  const contradictions: [string, Entries, string[]][] = [
    [
      'two entries of one person that differ',
      { population: [man, { ...man, householdType: 'urban' }, wife, son] },
      ['household-type', 'born-before-1933', 'children', 'age', 'deceased'],
    ],
    ['the same entry twice is no contradiction', { population: [man, man, wife, son, son] }, []],
    [
      'a birth date other than the number’s',
      { population: [{ ...man, birthDate: calendarDate('1950-03-15') }, wife, son] },
      ['household-type', 'born-before-1933', 'children', 'age', 'deceased'],
    ],
    [
      'a child of another sex than the number’s',
      { population: [man, wife, { ...son, sex: 'female' }] },
      ['children'],
    ],
    [
      'a death before the birth',
      { population: [man, wife, { ...son, diedOn: calendarDate('1960-01-01') }] },
      ['children'],
    ],
    [
      'two wives at once',
      {
        population: [man, wife, two, son],
        marriages: [aMarriage(man, wife, '1968-01-01'), aMarriage(man, two, '2000-01-01')],
      },
      ['spouse-household-type'],
    ],
    [
      'a marriage that ended before it began',
      { marriages: [aMarriage(man, wife, '1968-01-01', { on: '1960-01-01' })] },
      ['spouse-household-type'],
    ],
    [
      'a spouse whom the population register does not know',
      { population: [man, son] },
      ['spouse-household-type'],
    ],
    [
      'yes and no on one day',
      { attestations: [anAttestation(man), anAttestation(man, false)] },
      ['not-attested'],
    ],
  ];
  test.each(contradictions)('contradicting: %s', async (_name, change, codes) => {
    const record = await without(rural, village(change), []);
    expect(record.unknown.map(({ code }) => code)).toEqual(codes);
    expect(record.outcome).toBe(codes.length > 0 ? 'unknown' : 'met');
  });

  it('contradicting certificates and retirements are unknown too', async () => {
    const grade = (of: number): NonNullable<Entries['disabilities']>[number] => ({
      residentId: son.residentId,
      grade: of,
      issuedOn: calendarDate('2001-01-01'),
    });
    const graded = await without(hardship, village({ disabilities: [grade(2), grade(4)] }), []);
    expect(graded.unknown.map(({ code }) => code)).toEqual(['disability-not-found', 'disability-grade']);
    const retired = (on: string): NonNullable<Entries['retirements']>[number] => ({
      residentId: man.residentId,
      retiredOn: calendarDate(on),
      scheme: 'enterprise',
      extraFivePercent: false,
    });
    const record = await without(
      retiree,
      village({
        certificates: [{ holderId: man.residentId }],
        retirements: [retired('2005-03-15'), retired('1995-03-15')],
      }),
      [],
    );
    expect(record.unknown[0]?.reasons).toEqual([{ register: 'retirements', kind: 'contradicting' }]);
  });

  it('a woman’s own age needs no marriage register; a man’s wife’s does', async () => {
    const registers = inMemoryRegisters(village());
    registers.unavailable.set('marriages', 'down');
    expect((await decideFor(registers, hardship, wife.residentId)).outcome).toBe('met');
    expect((await decideFor(registers, hardship, man.residentId)).unknown.map(({ code }) => code)).toEqual([
      'wife-age',
    ]);
  });

  it('a child that died needs no disability register', async () => {
    const dead = { ...son, diedOn: calendarDate('2000-01-01') };
    const record = await without(hardship, village({ population: [man, wife, dead] }), [
      ['disabilities', 'down'],
    ]);
    expect(record.outcome).toBe('met');
  });

  it('decides no month while another is unknown, unless every month fails', async () => {
    // The child died in March: January to March need the disability register, the rest does not.
    const dying = { ...son, diedOn: calendarDate('2008-03-10') };
    const record = await without(hardship, village({ population: [man, wife, dying] }), [
      ['disabilities', 'down'],
    ]);
    expect(record).toMatchObject({ outcome: 'unknown', amountFen: 0, amountSteps: [] });
    const brother = aPerson('1972-05-05', 'male', { parents: [man] });
    const failing = await without(hardship, village({ population: [man, wife, son, brother] }), [
      ['marriages', 'down'],
    ]);
    expect(failing).toMatchObject({ outcome: 'failed', failing: ['another-child'] });
  });
});

describe('a reviewer’s findings', () => {
  it('settle what is unknown, and become part of the record', async () => {
    const down = [['marriages', 'down']] as const;
    const met = await without(rural, village(), down, [finding('spouse-household-type', 'met')]);
    expect(met).toMatchObject({ outcome: 'met', amountFen: 300_00 });
    expect(met.findings).toEqual([finding('spouse-household-type', 'met')]);
    expect(met.conditions.find(({ code }) => code === 'spouse-household-type')?.results).toEqual([
      { on: '2008-01-01', result: 'met', by: 'finding' },
    ]);
    expect(recompute(met, rural)).toEqual(met);
    const failed = await without(rural, village(), down, [finding('spouse-household-type', 'failed')]);
    expect(failed).toMatchObject({ outcome: 'failed', failing: ['spouse-household-type'] });
  });

  it('change nothing that is known, and are then not kept', async () => {
    const urban: PopulationRecord = { ...man, householdType: 'urban' };
    const record = await without(
      rural,
      village({ population: [urban, wife, son] }),
      [],
      [finding('household-type', 'met'), finding('no-such-code', 'met')],
    );
    expect(record).toMatchObject({ outcome: 'failed', failing: ['household-type'], findings: [] });
  });

  it('leave unknown what they do not speak of', async () => {
    const record = await without(rural, village(), [['population', 'down']], [finding('age', 'met')]);
    expect(record.outcome).toBe('unknown');
    expect(record.unknown.map(({ code }) => code)).not.toContain('age');
  });

  it('may hold from a day on, month by month', async () => {
    const record = await without(
      hardship,
      village(),
      [['marriages', 'down']],
      [finding('wife-age', 'met', '2008-04-01')],
    );
    expect(record.amountSteps.map(({ on }) => on)).toEqual(['2008-04-01', '2008-05-01', '2008-06-01']);
  });

  it('settle the rate as well, where the register that tells it is silent', async () => {
    const down = [
      ['population', 'down'],
      ['marriages', 'down'],
    ] as const;
    const codes = hardship.conditions.map(({ condition }) => condition.code);
    const conditions = codes.map((code) => finding(code, 'met'));
    const open = await without(hardship, village(), down, conditions);
    expect(open.unknown.map(({ code }) => code)).toEqual(
      hardship.cases.map(({ amountCase }) => amountCase.code),
    );
    const settled = await without(hardship, village(), down, [
      ...conditions,
      finding('child-died-urban', 'failed'),
      finding('child-died-rural', 'met'),
    ]);
    expect(settled).toMatchObject({ outcome: 'met', amountFen: 600_00 });
    expect(recompute(settled, hardship)).toEqual(settled);
  });
});

describe('whatever fails', () => {
  const anyDate = (from: number, to: number): fc.Arbitrary<string> =>
    fc
      .tuple(
        fc.integer({ min: from, max: to }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
      )
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join('-'));
  const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined });
  const household = fc.constantFrom('rural' as const, 'urban' as const);

  const anyFamily = fc
    .record({
      born: anyDate(1930, 1960),
      household,
      diedOn: maybe(anyDate(2006, 2009)),
      wifeBorn: anyDate(1931, 1962),
      wifeHousehold: household,
      wifeDiedOn: maybe(anyDate(2006, 2009)),
      married: fc.boolean(),
      children: fc.uniqueArray(
        fc.record({
          born: anyDate(1970, 2008),
          diedOn: maybe(anyDate(2009, 2009)),
          sex: fc.constantFrom('female' as const, 'male' as const),
        }),
        { maxLength: 3, selector: ({ born, sex }) => born + sex },
      ),
      grade: maybe(fc.integer({ min: 1, max: 4 })),
      attested: maybe(fc.boolean()),
    })
    .map((it) => {
      const father = aPerson(it.born, 'male', {
        householdType: it.household,
        ...(it.diedOn !== undefined && { diedOn: it.diedOn }),
      });
      const mother = aPerson(it.wifeBorn, 'female', {
        householdType: it.wifeHousehold,
        ...(it.wifeDiedOn !== undefined && { diedOn: it.wifeDiedOn }),
      });
      const children = it.children.map(({ born, sex, diedOn }) =>
        aPerson(born, sex, { parents: [father, mother], ...(diedOn !== undefined && { diedOn }) }),
      );
      const [eldest] = children;
      const entries: Entries = {
        population: [father, mother, ...children],
        marriages: it.married ? [aMarriage(father, mother, '1969-01-01')] : [],
        disabilities:
          eldest && it.grade !== undefined
            ? [{ residentId: eldest.residentId, grade: it.grade, issuedOn: calendarDate('2008-03-01') }]
            : [],
        attestations: it.attested === undefined ? [] : [anAttestation(father, it.attested)],
      };
      return { father, entries };
    });

  it('a silent register turns no decision round, and the record recomputes', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyFamily,
        fc.subarray([...registerNames]),
        fc.boolean(),
        async ({ father, entries }, silent, monthly) => {
          const policy = monthly ? hardship : rural;
          const all = inMemoryRegisters(entries);
          const full = await decideFor(all, policy, father.residentId);
          const some = inMemoryRegisters(entries);
          for (const register of silent) some.unavailable.set(register, 'down');
          const input = await inputFor(some, policy, father.residentId);
          const partial = decide(policy, input);
          if (partial.outcome !== 'unknown') expect(partial.outcome).toBe(full.outcome);
          if (partial.outcome === 'failed') {
            const failed = full.conditions.filter(({ results }) =>
              results.some(({ result }) => result === 'failed'),
            );
            const codes = failed.map(({ code }) => code);
            for (const code of partial.failing) expect(codes).toContain(code);
          }
          if (partial.outcome === 'met') expect(partial.amountFen).toBe(full.amountFen);
          for (const record of [full, partial]) {
            const sum = record.amountSteps.reduce((total, { amountFen }) => total + amountFen, 0);
            expect(record.amountFen).toBe(sum);
            expect(record.amountFen > 0).toBe(record.outcome === 'met');
            expect(record.failing.length > 0).toBe(record.outcome === 'failed');
            expect(record.unknown.length > 0).toBe(record.outcome === 'unknown');
            expect(recompute(JSON.parse(JSON.stringify(record)) as DecisionRecord, policy)).toEqual(record);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('a record made by other rules is not recomputed by these', async () => {
    const record = await without(rural, village(), []);
    expect(() => recompute(record, hardship)).toThrow('made by another policy');
  });
});
