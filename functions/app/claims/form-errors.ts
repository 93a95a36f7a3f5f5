import type { Claim } from '../../contracts/claims/claim.ts';
import type { FieldProblem } from '../../contracts/problem.ts';
import { claimFaults } from '../../domain/claims/check-claim.ts';
import type { PublishedPolicy } from '../../domain/policy/policy-book.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { Clock } from '../ports/clock.ts';
import { type InForceDeps, policyInForce } from '../programmes/policy-in-force.ts';

export interface CheckFormDeps extends InForceDeps<PublishedPolicy> {
  readonly clock: Clock;
  /** The deployment's division code: who lives elsewhere claims there. */
  readonly district: string;
}

/**
 * What the form itself can see is wrong with a claim; everything else is for the registers to answer.
 * @returns the policy that the claim would be decided by today
 */
export async function checkForm(
  deps: CheckFormDeps,
  claim: Claim,
): Promise<Result<PublishedPolicy, readonly FieldProblem[]>> {
  const { clock, district } = deps;
  const published = await policyInForce(deps, claim.programme, clock.today());
  if (!published) return err([{ pointer: '/programme', code: 'unknown-programme' }]);
  const errors: FieldProblem[] = [...claimFaults(claim, published.policy, clock.today())];
  if (!claim.applicant.areaCode.startsWith(district)) {
    errors.push({ pointer: '/applicant/areaCode', code: 'unknown-area' });
  }
  return errors.length === 0 ? ok(published) : err(errors);
}
