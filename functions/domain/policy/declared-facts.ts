import type { Sex } from '../people/resident-id.ts';
import type { CalendarDate } from '../time/calendar-date.ts';
import type { ChildFacts, Facts, Group, MarriageFacts, PersonFacts } from './facts.ts';

/** What somebody says of themselves who asks whether to claim, without a name. */
export interface Declaration {
  readonly birthDate: CalendarDate;
  readonly sex: Sex;
  readonly householdType: PersonFacts['householdType'];
  /** A living husband or wife. */
  readonly spouse?:
    { readonly birthDate: CalendarDate; readonly householdType: PersonFacts['householdType'] } | undefined;
  readonly daughters: number;
  readonly sons: number;
  /** A child has died or has a disability: which, and how, is not asked. */
  readonly lossOrDisability: boolean;
  readonly certificateHeld?: boolean | undefined;
  /** From an enterprise, with its pension; absent where not so. */
  readonly retirement?:
    { readonly retiredOn: CalendarDate; readonly extraFivePercent?: boolean | undefined } | undefined;
}

/**
 * A declaration as facts. What nobody can know of themselves, or was not asked, stays unknown: the township's
 * attestation, and everything about children where one has died or has a disability.
 */
export function declaredFacts(declaration: Declaration, today: CalendarDate): Facts {
  const { birthDate, sex, householdType, certificateHeld, retirement } = declaration;
  const person = known({ birthDate, sex, householdType });
  return {
    person,
    applicant: person,
    marriages: known(marriagesOf(declaration)),
    ...(declaration.lossOrDisability ? {} : { children: known(childrenOf(declaration)) }),
    ...(certificateHeld === undefined ? {} : { certificate: known({ held: certificateHeld }) }),
    ...retirementOf(retirement, today),
  };
}

function marriagesOf({ spouse, birthDate, sex, daughters, sons }: Declaration): readonly MarriageFacts[] {
  if (!spouse) return [];
  return [
    {
      // Of a marriage that stands, the day makes no difference; so it is not asked.
      marriedOn: birthDate,
      spouse: known({ ...spouse, sex: sex === 'female' ? 'male' : 'female' }),
      isParentOfChild: daughters + sons > 0,
    },
  ];
}

function childrenOf({ birthDate, daughters, sons }: Declaration): readonly ChildFacts[] {
  // Ages of children make no difference either: each is there on every day that counts.
  const child = (sex: Sex): ChildFacts => ({ birthDate, sex, disabilities: known([]) });
  return [
    ...Array.from({ length: daughters }, () => child('female')),
    ...Array.from({ length: sons }, () => child('male')),
  ];
}

function retirementOf(retirement: Declaration['retirement'], today: CalendarDate): Pick<Facts, 'retirement'> {
  if (!retirement) {
    return { retirement: known({ retiredOn: today, scheme: 'none', extraFivePercent: false }) };
  }
  const { retiredOn, extraFivePercent } = retirement;
  return extraFivePercent === undefined
    ? {}
    : { retirement: known({ retiredOn, scheme: 'enterprise', extraFivePercent }) };
}

function known<T>(value: T): Group<T> {
  return { known: true, value, sources: [] };
}
