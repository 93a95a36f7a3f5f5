import type { Claim, ClaimContent } from '../../contracts/claims/claim.ts';
import type { Subjects } from '../../domain/policy/evidence.ts';
import type { PublishedPolicy } from '../../domain/policy/policy-book.ts';

/** Whose entitlement a claim is about. */
export function entitledPersonOf(
  claim: Pick<Claim, 'applicant' | 'onBehalfOf'>,
  { policy }: PublishedPolicy,
): Claim['applicant']['residentId'] {
  return policy.entitledPerson === 'on-behalf-of' && claim.onBehalfOf
    ? claim.onBehalfOf.residentId
    : claim.applicant.residentId;
}

/** Whom the registers are asked about. */
export function subjectsOf(content: ClaimContent, policy: PublishedPolicy): Subjects {
  return {
    entitledPerson: entitledPersonOf(content, policy),
    applicant: content.applicant.residentId,
    ...(content.onBehalfOf ? { relation: content.onBehalfOf.relation } : {}),
    ...(content.spouse ? { spouse: content.spouse.residentId } : {}),
    ...(content.children ? { children: content.children.map(({ residentId }) => residentId) } : {}),
  };
}
