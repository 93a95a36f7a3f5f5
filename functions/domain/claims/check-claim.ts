import { type ResidentId, birthDateOf } from '../people/resident-id.ts';
import type { ClaimPart, Policy } from '../policy/policy.ts';
import type { CalendarDate } from '../time/calendar-date.ts';

/** A claim as far as the form itself can be checked; every id is already known to be well formed. */
export interface CheckedParts {
  readonly applicant: { readonly residentId: ResidentId };
  readonly spouse?: { readonly residentId: ResidentId } | undefined;
  readonly children?: readonly { readonly residentId: ResidentId }[] | undefined;
  readonly certificate?: { readonly issuedOn?: CalendarDate | undefined } | undefined;
  readonly retirement?: { readonly retiredOn: CalendarDate } | undefined;
  readonly onBehalfOf?:
    { readonly residentId: ResidentId; readonly relation: 'spouse' | 'child' } | undefined;
  readonly receipts?: readonly { readonly issuedOn: CalendarDate }[] | undefined;
  readonly account?: object | undefined;
}

export interface ClaimFault {
  /** RFC 6901, into the claim. */
  readonly pointer: string;
  readonly code:
    | 'missing'
    | 'not-asked-for'
    | 'in-the-future'
    | 'before-birth'
    | 'child-older-than-parent'
    | 'resident-id-birth-date'
    | 'same-person-twice';
}

const partNames: readonly ClaimPart[] = [
  'spouse',
  'children',
  'certificate',
  'retirement',
  'onBehalfOf',
  'receipts',
  'account',
];

/**
 * What the form itself can see is wrong with a claim, in the form's order (programmes.md, "What a claim is decided
 * for"). Everything else is for the registers to answer.
 */
export function claimFaults(claim: CheckedParts, policy: Policy, today: CalendarDate): readonly ClaimFault[] {
  return [...partFaults(claim, policy), ...dateFaults(claim, today), ...familyFaults(claim)];
}

function partFaults(claim: CheckedParts, policy: Policy): ClaimFault[] {
  return partNames.flatMap((part): ClaimFault[] => {
    const given = claim[part] !== undefined;
    if (!given && policy.asks[part] === 'required') return [{ pointer: `/${part}`, code: 'missing' }];
    if (given && policy.asks[part] === 'none') return [{ pointer: `/${part}`, code: 'not-asked-for' }];
    return [];
  });
}

/** Everybody named, with where: applicant, spouse, children, the person claimed for. */
function peopleIn(claim: CheckedParts): { readonly pointer: string; readonly id: ResidentId }[] {
  return [
    { pointer: '/applicant/residentId', id: claim.applicant.residentId },
    ...(claim.spouse ? [{ pointer: '/spouse/residentId', id: claim.spouse.residentId }] : []),
    ...(claim.children ?? []).map(({ residentId }, at) => ({
      pointer: `/children/${String(at)}/residentId`,
      id: residentId,
    })),
    ...(claim.onBehalfOf ? [{ pointer: '/onBehalfOf/residentId', id: claim.onBehalfOf.residentId }] : []),
  ];
}

function dateFaults(claim: CheckedParts, today: CalendarDate): ClaimFault[] {
  const entitled = claim.onBehalfOf?.residentId ?? claim.applicant.residentId;
  const dates: { pointer: string; date: CalendarDate }[] = [];
  if (claim.certificate?.issuedOn) {
    dates.push({ pointer: '/certificate/issuedOn', date: claim.certificate.issuedOn });
  }
  if (claim.retirement) dates.push({ pointer: '/retirement/retiredOn', date: claim.retirement.retiredOn });
  for (const [at, { issuedOn }] of (claim.receipts ?? []).entries()) {
    dates.push({ pointer: `/receipts/${String(at)}/issuedOn`, date: issuedOn });
  }
  return [
    ...peopleIn(claim)
      .filter(({ id }) => birthDateOf(id) > today)
      .map(({ pointer }): ClaimFault => ({ pointer, code: 'resident-id-birth-date' })),
    ...dates.flatMap(({ pointer, date }): ClaimFault[] => {
      if (date > today) return [{ pointer, code: 'in-the-future' }];
      return date < birthDateOf(entitled) ? [{ pointer, code: 'before-birth' }] : [];
    }),
  ];
}

/**
 * A child is younger than the parent who is entitled; a spouse may be a step-parent, and is not compared. The
 * applicant may appear among the children only when claiming for a parent, nobody else may appear twice.
 */
function familyFaults(claim: CheckedParts): ClaimFault[] {
  const entitled = claim.onBehalfOf?.residentId ?? claim.applicant.residentId;
  const heirIsChild = claim.onBehalfOf?.relation === 'child';
  const seen = new Set<string>();
  return peopleIn(claim).flatMap(({ pointer, id }): ClaimFault[] => {
    const isChild = pointer.startsWith('/children/');
    const isHeir = heirIsChild && pointer === '/applicant/residentId';
    if ((isChild || isHeir) && birthDateOf(id) <= birthDateOf(entitled)) {
      return [{ pointer, code: 'child-older-than-parent' }];
    }
    const allowedTwice =
      isChild && heirIsChild && id === claim.applicant.residentId && !seen.has(`heir ${id}`);
    if (allowedTwice) {
      seen.add(`heir ${id}`);
      return [];
    }
    if (seen.has(id)) return [{ pointer, code: 'same-person-twice' }];
    seen.add(id);
    return [];
  });
}
