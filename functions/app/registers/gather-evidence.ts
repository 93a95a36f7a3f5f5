import { sexOf, type ResidentId } from '../../domain/people/resident-id.ts';
import type { CompiledPolicy } from '../../domain/policy/compile-policy.ts';
import {
  type Answers,
  type Evidence,
  type Subjects,
  answerTo,
  noEvidence,
} from '../../domain/policy/evidence.ts';
import { eldestFirst, spouseOf } from '../../domain/policy/facts.ts';
import type {
  PopulationRecord,
  RegisterAnswer,
  RegisterName,
  RegisterQuery,
} from '../../domain/policy/registers.ts';
import type { Period } from '../../domain/time/period.ts';
import type { Registers } from './ports.ts';

/**
 * Asks the registers what the policy needs to know about these people in this period, and nothing more. The first
 * round asks about everybody the form names, so that mostly one is enough; a second follows those whom the
 * registers name instead. What turns out not to be needed is dropped again.
 *
 * A register that gives no answer leaves its `unavailable` in the evidence; gathering again with that evidence as
 * `earlier` asks only what is still missing.
 * @throws RangeError when `earlier` is about other people
 */
export async function gatherEvidence(
  registers: Registers,
  policy: CompiledPolicy,
  subjects: Subjects,
  period: Period,
  earlier?: Evidence,
): Promise<Evidence> {
  if (earlier && !isAbout(earlier, subjects)) throw new RangeError('earlier evidence is about other people');
  let answers = earlier ? answered(earlier.answers) : noEvidence(subjects).answers;
  const asked = new Set<string>();
  for (;;) {
    const before = asked.size;
    const wanted = queriesFor(policy, { subjects, answers }, period, 'ahead');
    answers = await extended(registers, wanted, answers, asked);
    if (asked.size === before) break;
  }
  return {
    subjects,
    answers: keptOnly(answers, queriesFor(policy, { subjects, answers }, period, 'needed')),
  };
}

type Queries = { readonly [R in RegisterName]: readonly RegisterQuery<R>[] };

function isAbout({ subjects }: Evidence, { entitledPerson, applicant, relation }: Subjects): boolean {
  return (
    subjects.entitledPerson === entitledPerson &&
    subjects.applicant === applicant &&
    subjects.relation === relation
  );
}

/**
 * What must be asked by what is known so far. `ahead` adds what the form makes likely: the declared spouse, and the
 * declared child where one is named.
 */
function queriesFor(
  { variables, facts }: CompiledPolicy,
  evidence: Evidence,
  period: Period,
  how: 'ahead' | 'needed',
): Queries {
  const { entitledPerson, applicant, relation, spouse, children } = evidence.subjects;
  const people = new Set<ResidentId>();
  if (facts.has('person')) people.add(entitledPerson);
  if (facts.has('applicant')) people.add(applicant);
  const heir = facts.has('kinship') ? relation : undefined;

  // A woman is herself the wife whose age counts, so for that her marriage is nobody's business.
  const spouseMatters =
    variables.includes('spouses') || (variables.includes('wife') && sexOf(entitledPerson) === 'male');
  if (spouseMatters) {
    for (const id of registeredSpouses(evidence, period)) people.add(id);
    if (how === 'ahead' && spouse !== undefined) people.add(spouse);
  }
  const declared = how === 'ahead' && children?.length === 1 ? children[0] : undefined;
  const child = variables.includes('onlyChild') ? possibleOnlyChild(evidence, period, declared) : undefined;

  const parentQuery = { by: 'parent', id: entitledPerson } as const;
  const personQuery = { by: 'person', id: entitledPerson } as const;
  return {
    population: [
      ...Array.from(people, (id) => ({ by: 'id', id }) as const),
      ...(facts.has('children') || heir === 'child' ? [parentQuery] : []),
    ],
    marriages: spouseMatters || heir === 'spouse' ? [personQuery] : [],
    disabilities: child === undefined ? [] : [{ by: 'person', id: child }],
    retirements: facts.has('retirement') ? [personQuery] : [],
    certificates: facts.has('certificate') ? [{ by: 'holder', id: entitledPerson }] : [],
    attestations: facts.has('attestation') ? [personQuery] : [],
  };
}

/** Those married to the person at some time since the period began. */
function registeredSpouses(evidence: Evidence, period: Period): ResidentId[] {
  const { entitledPerson } = evidence.subjects;
  const answer = answerTo(evidence, 'marriages', 'person', entitledPerson);
  if (answer?.status !== 'found') return [];
  return answer.records
    .filter(({ endedOn }) => endedOn === undefined || endedOn >= period.firstDay)
    .map((marriage) => spouseOf(marriage, entitledPerson));
}

/** The child that was the only one, alive, on some day of the period; the declared one while no register has spoken. */
function possibleOnlyChild(
  evidence: Evidence,
  period: Period,
  declared: ResidentId | undefined,
): ResidentId | undefined {
  const answer = answerTo(evidence, 'population', 'parent', evidence.subjects.entitledPerson);
  if (answer === undefined) return declared;
  if (answer.status !== 'found') return undefined;
  const once = new Map(answer.records.map((record) => [record.residentId, record]));
  const [eldest, second] = eldestFirst([...once.values()]);
  if (eldest === undefined || (second !== undefined && second.birthDate <= period.firstDay)) return undefined;
  const diedBefore = eldest.diedOn !== undefined && eldest.diedOn < period.firstDay;
  return diedBefore ? undefined : eldest.residentId;
}

/** The answers so far, and those to the queries that nobody has answered or asked yet: one round, all at once. */
async function extended(
  registers: Registers,
  wanted: Queries,
  answers: Answers,
  asked: Set<string>,
): Promise<Answers> {
  async function more<R extends RegisterName>(
    register: R,
    queries: readonly RegisterQuery<R>[],
    known: readonly RegisterAnswer<R>[],
  ): Promise<readonly RegisterAnswer<R>[]> {
    const missing = queries.filter(({ by, id }) => {
      const key = `${register}/${by}/${id}`;
      if (asked.has(key) || known.some((answer) => answer.by === by && answer.id === id)) return false;
      asked.add(key);
      return true;
    });
    return missing.length === 0 ? known : [...known, ...(await registers.search(register, missing))];
  }
  const [population, marriages, disabilities, retirements, certificates, attestations] = await Promise.all([
    more('population', wanted.population, answers.population),
    more('marriages', wanted.marriages, answers.marriages),
    more('disabilities', wanted.disabilities, answers.disabilities),
    more('retirements', wanted.retirements, answers.retirements),
    more('certificates', wanted.certificates, answers.certificates),
    more('attestations', wanted.attestations, answers.attestations),
  ]);
  return {
    population: population.map(withoutParents),
    marriages,
    disabilities,
    retirements,
    certificates,
    attestations,
  };
}

/** Only of children does it matter who the parents are. */
function withoutParents(answer: RegisterAnswer<'population'>): RegisterAnswer<'population'> {
  if (answer.by !== 'id' || answer.status !== 'found') return answer;
  return {
    ...answer,
    records: answer.records.map((record): PopulationRecord => ({ ...record, parentIds: [] })),
  };
}

function answered(answers: Answers): Answers {
  function usable<R extends RegisterName>(list: readonly RegisterAnswer<R>[]): readonly RegisterAnswer<R>[] {
    return list.filter(({ status }) => status !== 'unavailable');
  }
  return {
    population: usable(answers.population),
    marriages: usable(answers.marriages),
    disabilities: usable(answers.disabilities),
    retirements: usable(answers.retirements),
    certificates: usable(answers.certificates),
    attestations: usable(answers.attestations),
  };
}

function keptOnly(answers: Answers, needed: Queries): Answers {
  function kept<R extends RegisterName>(
    list: readonly RegisterAnswer<R>[],
    queries: readonly RegisterQuery<R>[],
  ): readonly RegisterAnswer<R>[] {
    return list.filter((answer) => queries.some(({ by, id }) => answer.by === by && answer.id === id));
  }
  return {
    population: kept(answers.population, needed.population),
    marriages: kept(answers.marriages, needed.marriages),
    disabilities: kept(answers.disabilities, needed.disabilities),
    retirements: kept(answers.retirements, needed.retirements),
    certificates: kept(answers.certificates, needed.certificates),
    attestations: kept(answers.attestations, needed.attestations),
  };
}
