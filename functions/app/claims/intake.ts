import type { Claim } from '../../contracts/claims/claim.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { areaCode } from '../../domain/review/area.ts';
import type { Refusal } from '../access/authorise.ts';
import type { PermitFor } from './find-claim.ts';
import type { SubmitClaimInput } from './submit-claim.ts';

/**
 * By which door a claim comes in. It is assisted intake when a clerk of the claimant's area brings it, who has seen the
 * identity card; everybody else, staff included, is the public. Whoever signed in is kept as the one who took it in,
 * and may not review it.
 */
export function intakeOf(
  { applicant }: Claim,
  permitFor: PermitFor,
): Result<
  Pick<SubmitClaimInput, 'channel' | 'actor'>,
  { readonly kind: 'refused'; readonly refusal: Refusal }
> {
  const permit = permitFor({ areaCode: areaCode(applicant.areaCode) });
  if (!permit.ok) return err({ kind: 'refused', refusal: permit.error });
  const { actor, roles } = permit.value;
  return ok({ channel: roles.includes('clerk') ? 'clerk' : 'public', actor });
}
