import { join } from 'node:path';
import { loadPolicies } from '../functions/adapters/policies/load-policies.ts';
import { residentId, residentIdCheck } from '../functions/domain/people/resident-id.ts';
import { periodFor } from '../functions/domain/policy/claim-period.ts';
import type { CompiledPolicy } from '../functions/domain/policy/compile-policy.ts';
import { type DecisionInput, decide } from '../functions/domain/policy/decide.ts';
import type { Evidence } from '../functions/domain/policy/evidence.ts';
import { calendarDate } from '../functions/domain/time/calendar-date.ts';
import { projectRoot } from '../local/home/project-root.ts';
import { type Benchmark, figures, timeOf } from './benchmark.ts';

const asOf = calendarDate('2008-05-01');
const answeredAt = '2008-05-20T01:00:00.000Z';
const policiesFolder = join(projectRoot, 'policies');

/**
 * Decisions on evidence already gathered: facts, every condition by CEL, the amount and the record. Rural rewards
 * (7 conditions, once) and special hardship (7 conditions, 6 months) alternate.
 * @param n decisions
 */
async function run(n = 100_000): ReturnType<Benchmark['run']> {
  const loaded = await loadPolicies(policiesFolder);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  const cases = ['rural-reward', 'special-hardship'].map((programme) => {
    const policy = loaded.value.inForce(programme, calendarDate('2008-01-10'), undefined);
    if (!policy) throw new Error(`no policy for ${programme}`);
    return { policy, input: inputFor(policy) };
  });
  let conditions = 0;
  let amountFen = 0;
  const decideOne = (index: number): void => {
    const of = cases[index % cases.length];
    if (!of) throw new RangeError('no case');
    const record = decide(of.policy, of.input);
    for (const { results } of record.conditions) conditions += results.length;
    amountFen += record.amountFen;
  };
  for (let index = 0; index < Math.min(n, 2_000); index += 1) decideOne(index);
  conditions = 0;
  amountFen = 0;
  const time = await timeOf(async () => {
    for (let index = 0; index < n; index += 1) decideOne(index);
  });
  // 300 yuan and 480 yuan: a benchmark of wrong decisions would measure nothing.
  const expected = Math.ceil(n / 2) * 300_00 + Math.floor(n / 2) * 480_00;
  if (amountFen !== expected) throw new Error(`decided ${amountFen} fen, not ${expected}`);
  return figures('decide', n, time, {
    conditions,
    microsecondsPerCondition: Number(((time.seconds * 1e6) / conditions).toFixed(2)),
  });
}

function inputFor(policy: CompiledPolicy): DecisionInput {
  const id = (digits: string): Evidence['subjects']['applicant'] =>
    residentId(digits + residentIdCheck(digits));
  const man = id('32060219450315997');
  const wife = id('32060219470315998');
  const son = id('32060219700505997');
  const submittedOn = calendarDate('2008-01-10');
  const found = { answeredAt, asOf, status: 'found' } as const;
  return {
    period: periodFor(policy.policy, submittedOn),
    submittedOn,
    evidence: {
      subjects: { entitledPerson: man, applicant: man, spouse: wife, children: [son] },
      answers: {
        population: [
          {
            ...found,
            by: 'id',
            id: man,
            records: [
              {
                residentId: man,
                sex: 'male',
                birthDate: calendarDate('1945-03-15'),
                householdType: 'rural',
                parentIds: [],
              },
            ],
          },
          {
            ...found,
            by: 'id',
            id: wife,
            records: [
              {
                residentId: wife,
                sex: 'female',
                birthDate: calendarDate('1947-03-15'),
                householdType: 'rural',
                parentIds: [],
              },
            ],
          },
          {
            ...found,
            by: 'parent',
            id: man,
            records: [
              {
                residentId: son,
                sex: 'male',
                birthDate: calendarDate('1970-05-05'),
                householdType: 'rural',
                parentIds: [man, wife],
              },
            ],
          },
        ],
        marriages: [
          {
            ...found,
            by: 'person',
            id: man,
            records: [{ husbandId: man, wifeId: wife, marriedOn: calendarDate('1968-01-01') }],
          },
        ],
        disabilities: [
          {
            ...found,
            by: 'person',
            id: son,
            records: [{ residentId: son, grade: 2, issuedOn: calendarDate('2001-02-03') }],
          },
        ],
        retirements: [],
        certificates: [],
        attestations: [
          {
            ...found,
            by: 'person',
            id: man,
            records: [
              {
                residentId: man,
                qualifies: true,
                attestedBy: '320602100',
                attestedOn: calendarDate('2008-02-20'),
              },
            ],
          },
        ],
      },
    },
  };
}

export const bench: Benchmark = { name: 'decide', run };
