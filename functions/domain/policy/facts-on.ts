import type { CalendarDate } from '../time/calendar-date.ts';
import {
  AttestationValue,
  CertificateValue,
  ChildValue,
  Day,
  KinshipValue,
  OnlyChildValue,
  PersonValue,
  RetirementValue,
} from './cel-values.ts';
import type {
  ChildFacts,
  DisabilityFacts,
  FactName,
  Facts,
  Group,
  MarriageFacts,
  PersonFacts,
  UnknownReason,
} from './facts.ts';
import type { RegisterName } from './registers.ts';

/**
 * The variables of policy expressions that come from registers, each with the facts it is made of.
 * `spouses` (none or one) and `onlyChild` (none or one) are lists, so that a rule says what must hold of them
 * with `all`, and holds by itself where there is none.
 */
export const variables = {
  /** The entitled person. */
  person: ['person'],
  /** Who files the claim. */
  applicant: ['applicant'],
  /** The spouse on the day, if there is one living. */
  spouses: ['person', 'marriages'],
  /**
   * Whose age counts as the wife's: a woman herself; for a man his current wife if she is also a child's parent,
   * otherwise himself (programmes.md, "Awards, periods, death").
   */
  wife: ['person', 'marriages', 'children'],
  /** Children born or adopted by the day, dead ones included, eldest first. */
  children: ['person', 'children'],
  /** The one child, if there was never another by the day; with the disability certificate it holds. */
  onlyChild: ['person', 'children'],
  certificate: ['person', 'certificate'],
  retirement: ['retirement'],
  attestation: ['attestation'],
  kinship: ['person', 'kinship'],
} as const satisfies Record<string, readonly FactName[]>;

export type Variable = keyof typeof variables;

export function isVariable(name: string): name is Variable {
  return Object.hasOwn(variables, name);
}

/** The registers that must be asked before the variable can be known. */
export const registersOf: { readonly [V in Variable]: readonly RegisterName[] } = {
  person: ['population'],
  applicant: ['population'],
  spouses: ['population', 'marriages'],
  wife: ['population', 'marriages'],
  children: ['population'],
  onlyChild: ['population', 'disabilities'],
  certificate: ['population', 'certificates'],
  retirement: ['retirements'],
  attestation: ['attestations'],
  kinship: ['population', 'marriages'],
};

type Reasons = readonly UnknownReason[];
export type Projected = { readonly value: unknown } | { readonly unknown: Reasons };

const notAsked = (register: RegisterName): { readonly unknown: Reasons } => ({
  unknown: [{ register, kind: 'not-asked' }],
});

/** Someone lives through the day they die on: who dies on a period's first day was alive in it. */
export function aliveOn(diedOn: CalendarDate | undefined, on: CalendarDate): boolean {
  return diedOn === undefined || diedOn >= on;
}

/** What a variable is on a day. */
export function project(variable: Variable, facts: Facts, on: CalendarDate): Projected {
  switch (variable) {
    case 'person':
      return mapped(facts.person, 'population', (person) => personValue(person, on));
    case 'applicant':
      return mapped(facts.applicant, 'population', (person) => personValue(person, on));
    case 'spouses':
      return spouses(facts, on);
    case 'wife':
      return wife(facts, on);
    case 'children':
      return mapped(facts.children, 'population', (children) =>
        bornBy(children, on).map(
          (child) =>
            new ChildValue(new Day(child.birthDate), child.sex === 'female', aliveOn(child.diedOn, on)),
        ),
      );
    case 'onlyChild':
      return onlyChild(facts, on);
    case 'certificate':
      return mapped(facts.certificate, 'certificates', ({ held }) => new CertificateValue(held));
    case 'retirement':
      return mapped(
        facts.retirement,
        'retirements',
        ({ retiredOn, scheme, extraFivePercent }) =>
          new RetirementValue(new Day(retiredOn), scheme, extraFivePercent),
      );
    case 'attestation':
      return mapped(facts.attestation, 'attestations', ({ qualifies }) => new AttestationValue(qualifies));
    case 'kinship':
      // Who claims for themselves has nothing to prove.
      return facts.kinship === undefined
        ? { value: new KinshipValue(true) }
        : mapped(facts.kinship, 'population', ({ proven }) => new KinshipValue(proven));
  }
}

function mapped<T>(
  group: Group<T> | undefined,
  register: RegisterName,
  toValue: (value: T) => unknown,
): Projected {
  if (group === undefined) return notAsked(register);
  return group.known ? { value: toValue(group.value) } : { unknown: group.reasons };
}

function personValue(person: PersonFacts, on: CalendarDate): PersonValue {
  return new PersonValue(
    new Day(person.birthDate),
    person.sex === 'female',
    person.householdType === 'rural',
    aliveOn(person.diedOn, on),
    person.diedOn,
  );
}

/** A marriage stands from its day on; a divorce's day is no longer in it, a death's day still is. */
function stands({ marriedOn, endedOn, endedBy }: MarriageFacts, on: CalendarDate): boolean {
  if (marriedOn > on) return false;
  return endedOn === undefined || endedOn > on || (endedBy === 'death' && endedOn === on);
}

type Spouse = { readonly person: PersonFacts; readonly isParentOfChild: boolean };

function currentSpouse(
  marriages: Facts['marriages'],
  on: CalendarDate,
): { readonly spouse: Spouse | undefined } | { readonly unknown: Reasons } {
  if (marriages === undefined) return notAsked('marriages');
  if (!marriages.known) return { unknown: marriages.reasons };
  const living: Spouse[] = [];
  for (const marriage of marriages.value) {
    if (!stands(marriage, on)) continue;
    if (!marriage.spouse.known) return { unknown: marriage.spouse.reasons };
    const person = marriage.spouse.value;
    if (aliveOn(person.diedOn, on)) living.push({ person, isParentOfChild: marriage.isParentOfChild });
  }
  // Two marriages that both stand, with both spouses alive: the register contradicts itself.
  if (living.length > 1) return { unknown: [{ register: 'marriages', kind: 'contradicting' }] };
  return { spouse: living[0] };
}

function spouses(facts: Facts, on: CalendarDate): Projected {
  const found = currentSpouse(facts.marriages, on);
  if ('unknown' in found) return found;
  return { value: found.spouse ? [personValue(found.spouse.person, on)] : [] };
}

function wife({ person, marriages, children }: Facts, on: CalendarDate): Projected {
  if (person === undefined) return notAsked('population');
  if (!person.known) return { unknown: person.reasons };
  if (person.value.sex === 'female') return { value: personValue(person.value, on) };
  const found = currentSpouse(marriages, on);
  if ('unknown' in found) return found;
  if (found.spouse === undefined) return { value: personValue(person.value, on) };
  // Without the children nobody can say whether the wife is a child's parent.
  if (children === undefined) return notAsked('population');
  if (!children.known) return { unknown: children.reasons };
  return { value: personValue(found.spouse.isParentOfChild ? found.spouse.person : person.value, on) };
}

function bornBy(children: readonly ChildFacts[], on: CalendarDate): readonly ChildFacts[] {
  return children.filter(({ birthDate }) => birthDate <= on);
}

function onlyChild(facts: Facts, on: CalendarDate): Projected {
  if (facts.children === undefined) return notAsked('population');
  if (!facts.children.known) return { unknown: facts.children.reasons };
  const [child, ...others] = bornBy(facts.children.value, on);
  if (child === undefined || others.length > 0) return { value: [] };
  const birthDate = new Day(child.birthDate);
  // A child that died needs no certificate.
  if (!aliveOn(child.diedOn, on)) return { value: [new OnlyChildValue(birthDate, false, undefined)] };
  if (child.disabilities === undefined) return notAsked('disabilities');
  if (!child.disabilities.known) return { unknown: child.disabilities.reasons };
  const grade = gradeOn(child.disabilities.value, on);
  if (grade === 'contradicting') return { unknown: [{ register: 'disabilities', kind: 'contradicting' }] };
  return { value: [new OnlyChildValue(birthDate, true, grade)] };
}

/** The latest certificate in force decides; two of one day that differ contradict each other. */
function gradeOn(
  certificates: readonly DisabilityFacts[],
  on: CalendarDate,
): number | 'contradicting' | undefined {
  const inForce = certificates
    .filter(({ issuedOn, endedOn }) => issuedOn <= on && (endedOn === undefined || endedOn > on))
    .sort((a, b) => (a.issuedOn > b.issuedOn ? -1 : 1));
  const [latest, before] = inForce;
  if (latest && before?.issuedOn === latest.issuedOn && before.grade !== latest.grade) {
    return 'contradicting';
  }
  return latest?.grade;
}
