import type { ResidentId, Sex } from '../people/resident-id.ts';
import { birthDateOf, sexOf } from '../people/resident-id.ts';
import type { CalendarDate } from '../time/calendar-date.ts';
import { type Evidence, answerTo } from './evidence.ts';
import type {
  MarriageRecord,
  PopulationRecord,
  RegisterName,
  RegisterQuery,
  RegisterRecords,
  Unavailable,
} from './registers.ts';

/** Where a fact comes from: which register, in its state of which day, answered when. */
export interface FactSource {
  readonly register: RegisterName;
  readonly asOf: CalendarDate;
  readonly answeredAt: string;
}

export type UnknownKind = Unavailable | 'contradicting' | 'no-entry' | 'awaited' | 'not-asked';

export interface UnknownReason {
  readonly register: RegisterName;
  readonly kind: UnknownKind;
}

/** A group of facts is known as a whole, or not at all, with the register and the reason. */
export type Group<T> =
  | { readonly known: true; readonly value: T; readonly sources: readonly FactSource[] }
  | { readonly known: false; readonly reasons: readonly UnknownReason[] };

export interface PersonFacts {
  readonly birthDate: CalendarDate;
  readonly sex: Sex;
  readonly householdType: 'rural' | 'urban';
  readonly diedOn?: CalendarDate;
}

export interface MarriageFacts {
  readonly marriedOn: CalendarDate;
  readonly endedOn?: CalendarDate;
  readonly endedBy?: NonNullable<MarriageRecord['endedBy']>;
  readonly spouse: Group<PersonFacts>;
  /** Whether the spouse is the other parent of one of the person's children; unknown children say nothing. */
  readonly isParentOfChild: boolean;
}

export interface DisabilityFacts {
  readonly grade: number;
  readonly issuedOn: CalendarDate;
  readonly endedOn?: CalendarDate;
}

export interface ChildFacts {
  readonly birthDate: CalendarDate;
  readonly sex: Sex;
  readonly diedOn?: CalendarDate;
  /** Asked of a child that may be the only one, while it lives. */
  readonly disabilities?: Group<readonly DisabilityFacts[]>;
}

/**
 * What is known for a decision, by role and without numbers or names; dates instead of states, so that one set of
 * facts serves every day of a period. `person` is the entitled person. A group that the policy does not use is absent.
 */
export interface Facts {
  readonly person?: Group<PersonFacts>;
  readonly applicant?: Group<PersonFacts>;
  /** Marriages that stood at some time since the period began. */
  readonly marriages?: Group<readonly MarriageFacts[]>;
  /** All children ever recorded, eldest first. */
  readonly children?: Group<readonly ChildFacts[]>;
  readonly certificate?: Group<{ readonly held: boolean }>;
  readonly retirement?: Group<{
    readonly retiredOn: CalendarDate;
    readonly scheme: string;
    readonly extraFivePercent: boolean;
  }>;
  readonly attestation?: Group<{
    readonly qualifies: boolean;
    readonly attestedBy: string;
    readonly attestedOn: CalendarDate;
  }>;
  /** Whether the applicant is the dead person's spouse or child; absent when they claim for themselves. */
  readonly kinship?: Group<{ readonly proven: boolean }>;
}

export type FactName = keyof Facts;

/** Builds the facts that `needed` names from what the registers answered. */
export function factsFrom(
  evidence: Evidence,
  needed: ReadonlySet<FactName>,
  periodStart: CalendarDate,
): Facts {
  const { entitledPerson, applicant, relation } = evidence.subjects;
  const person = personFacts(evidence, entitledPerson);
  const facts: { -readonly [N in FactName]?: NonNullable<Facts[N]> } = {};
  if (needed.has('person')) facts.person = person;
  if (needed.has('applicant')) facts.applicant = personFacts(evidence, applicant);
  // Not asked of a woman whose own age counts.
  if (needed.has('marriages') && answerTo(evidence, 'marriages', 'person', entitledPerson)) {
    facts.marriages = marriageFacts(evidence, entitledPerson, periodStart);
  }
  if (needed.has('children')) facts.children = childFacts(evidence, entitledPerson, person);
  if (needed.has('certificate')) facts.certificate = certificateFacts(evidence, entitledPerson, person);
  if (needed.has('retirement')) facts.retirement = retirementFacts(evidence, entitledPerson);
  if (needed.has('attestation')) facts.attestation = attestationFacts(evidence, entitledPerson);
  if (needed.has('kinship') && relation) facts.kinship = kinshipFacts(evidence, relation, person);
  return facts;
}

interface Reply<R extends RegisterName> {
  /** What the register holds, each entry once; empty when it says it has none. */
  readonly records: readonly RegisterRecords[R][];
  readonly source: FactSource;
}

type Asked<R extends RegisterName> =
  | { readonly known: true; readonly value: Reply<R> }
  | { readonly known: false; readonly reasons: [UnknownReason] };

function ask<R extends RegisterName>(
  evidence: Evidence,
  register: R,
  by: RegisterQuery<R>['by'],
  id: ResidentId,
): Asked<R> {
  const answer = answerTo(evidence, register, by, id);
  if (answer === undefined) return unknown(register, 'not-asked');
  if (answer.status === 'unavailable') return unknown(register, answer.reason);
  const source = { register, asOf: answer.asOf, answeredAt: answer.answeredAt };
  if (answer.status === 'not-found') return known({ records: [], source });
  if (answer.records.length === 1) return known({ records: answer.records, source });
  const once = new Map(answer.records.map((record) => [JSON.stringify(record), record]));
  return known({ records: [...once.values()], source });
}

function known<T>(value: T): { readonly known: true; readonly value: T } {
  return { known: true, value };
}

function unknown(
  register: RegisterName,
  kind: UnknownKind,
): { readonly known: false; readonly reasons: [UnknownReason] } {
  return { known: false, reasons: [{ register, kind }] };
}

/** A register contradicts itself when its entry says another birth date or sex than the number it stands under. */
function contradicts(record: PopulationRecord): boolean {
  return (
    record.birthDate !== birthDateOf(record.residentId) ||
    record.sex !== sexOf(record.residentId) ||
    (record.diedOn !== undefined && record.diedOn < record.birthDate)
  );
}

function personFacts(evidence: Evidence, id: ResidentId): Group<PersonFacts> {
  const reply = ask(evidence, 'population', 'id', id);
  if (!reply.known) return reply;
  const [record, ...others] = reply.value.records;
  // Missing from the population register: unknown (registerDeclarations).
  if (record === undefined) return unknown('population', 'no-entry');
  if (others.length > 0 || contradicts(record)) return unknown('population', 'contradicting');
  const { birthDate, sex, householdType, diedOn } = record;
  return {
    known: true,
    value: { birthDate, sex, householdType, ...(diedOn && { diedOn }) },
    sources: [reply.value.source],
  };
}

function childRecords(evidence: Evidence, parent: ResidentId): Asked<'population'> {
  const reply = ask(evidence, 'population', 'parent', parent);
  if (!reply.known) return reply;
  const records = eldestFirst(reply.value.records);
  const ids = new Set(records.map(({ residentId }) => residentId));
  // Two different entries for one child, or an entry at odds with itself.
  if (ids.size < records.length || records.some(contradicts)) return unknown('population', 'contradicting');
  return known({ records, source: reply.value.source });
}

/** Children in the order of birth; twins by number, so that the order is always the same. */
export function eldestFirst(children: readonly PopulationRecord[]): PopulationRecord[] {
  return [...children].sort((a, b) =>
    a.birthDate + a.residentId < b.birthDate + b.residentId ? -1 : a.residentId === b.residentId ? 0 : 1,
  );
}

function childFacts(
  evidence: Evidence,
  parent: ResidentId,
  person: Group<PersonFacts>,
): Group<readonly ChildFacts[]> {
  // A register that does not know the parent says nothing about children.
  if (!person.known) return person;
  const reply = childRecords(evidence, parent);
  if (!reply.known) return reply;
  const children = reply.value.records.map(({ residentId, birthDate, sex, diedOn }) => {
    const asked = answerTo(evidence, 'disabilities', 'person', residentId) !== undefined;
    return {
      birthDate,
      sex,
      ...(diedOn && { diedOn }),
      ...(asked && { disabilities: disabilityFacts(evidence, residentId) }),
    };
  });
  return { known: true, value: children, sources: [reply.value.source] };
}

function disabilityFacts(evidence: Evidence, child: ResidentId): Group<readonly DisabilityFacts[]> {
  const reply = ask(evidence, 'disabilities', 'person', child);
  if (!reply.known) return reply;
  // Missing: no certificate, since the population register knows the child (registerDeclarations).
  const value = reply.value.records.map(({ grade, issuedOn, endedOn }) => ({
    grade,
    issuedOn,
    ...(endedOn && { endedOn }),
  }));
  return { known: true, value, sources: [reply.value.source] };
}

function marriageFacts(
  evidence: Evidence,
  id: ResidentId,
  periodStart: CalendarDate,
): Group<readonly MarriageFacts[]> {
  const reply = ask(evidence, 'marriages', 'person', id);
  if (!reply.known) return reply;
  const { records, source } = reply.value;
  if (records.some((record) => record.endedOn !== undefined && record.endedOn < record.marriedOn)) {
    return unknown('marriages', 'contradicting');
  }
  const children = childRecords(evidence, id);
  const value = records
    .filter(({ endedOn }) => endedOn === undefined || endedOn >= periodStart)
    .sort((a, b) => (a.marriedOn < b.marriedOn ? -1 : 1))
    .map((record) => {
      const spouse = spouseOf(record, id);
      return {
        marriedOn: record.marriedOn,
        ...(record.endedOn && { endedOn: record.endedOn }),
        ...(record.endedBy && { endedBy: record.endedBy }),
        spouse: personFacts(evidence, spouse),
        isParentOfChild:
          children.known && children.value.records.some(({ parentIds }) => parentIds.includes(spouse)),
      };
    });
  // Missing: unmarried (registerDeclarations).
  return { known: true, value, sources: [source] };
}

export function spouseOf(marriage: MarriageRecord, id: ResidentId): ResidentId {
  return marriage.husbandId === id ? marriage.wifeId : marriage.husbandId;
}

function certificateFacts(
  evidence: Evidence,
  holder: ResidentId,
  person: Group<PersonFacts>,
): Group<{ readonly held: boolean }> {
  const reply = ask(evidence, 'certificates', 'holder', holder);
  if (!reply.known) return reply;
  const { records, source } = reply.value;
  // Missing: no certificate, but only if the population register knows the person (registerDeclarations).
  if (records.length === 0 && !person.known) return person;
  return { known: true, value: { held: records.length > 0 }, sources: [source] };
}

function retirementFacts(evidence: Evidence, id: ResidentId): NonNullable<Facts['retirement']> {
  const reply = ask(evidence, 'retirements', 'person', id);
  if (!reply.known) return reply;
  const [record, ...others] = reply.value.records;
  // Missing: unknown (registerDeclarations).
  if (record === undefined) return unknown('retirements', 'no-entry');
  if (others.length > 0) return unknown('retirements', 'contradicting');
  const { retiredOn, scheme, extraFivePercent } = record;
  return { known: true, value: { retiredOn, scheme, extraFivePercent }, sources: [reply.value.source] };
}

function attestationFacts(evidence: Evidence, id: ResidentId): NonNullable<Facts['attestation']> {
  const reply = ask(evidence, 'attestations', 'person', id);
  if (!reply.known) return reply;
  const [latest, before] = [...reply.value.records].sort((a, b) => (a.attestedOn > b.attestedOn ? -1 : 1));
  // Missing: the office has not spoken yet (registerDeclarations).
  if (latest === undefined) return unknown('attestations', 'awaited');
  if (before?.attestedOn === latest.attestedOn && before.qualifies !== latest.qualifies) {
    return unknown('attestations', 'contradicting');
  }
  const { qualifies, attestedBy, attestedOn } = latest;
  return { known: true, value: { qualifies, attestedBy, attestedOn }, sources: [reply.value.source] };
}

function kinshipFacts(
  evidence: Evidence,
  relation: 'spouse' | 'child',
  person: Group<PersonFacts>,
): Group<{ readonly proven: boolean }> {
  const { applicant, entitledPerson } = evidence.subjects;
  if (relation === 'child') {
    const reply = childRecords(evidence, entitledPerson);
    if (!reply.known) return reply;
    if (!person.known) return person;
    const proven = reply.value.records.some(({ residentId }) => residentId === applicant);
    return { known: true, value: { proven }, sources: [reply.value.source] };
  }
  const reply = ask(evidence, 'marriages', 'person', entitledPerson);
  if (!reply.known) return reply;
  const diedOn = person.known ? person.value.diedOn : undefined;
  // A marriage that death ended, or that the register still holds open, stood until the death.
  const proven = reply.value.records.some(
    ({ endedOn, endedBy, ...marriage }) =>
      (marriage.husbandId === applicant || marriage.wifeId === applicant) &&
      (endedOn === undefined || endedBy === 'death' || (diedOn !== undefined && endedOn >= diedOn)),
  );
  return { known: true, value: { proven }, sources: [reply.value.source] };
}
