import { awardLifecycle } from '../../domain/awards/award-lifecycle.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { areaCode } from '../../domain/review/area.ts';
import type { Permit, Subject } from '../access/authorise.ts';
import { type ClaimHead, readClaimHead } from '../claims/claim-head.ts';
import { isOfOwnFamily } from '../claims/family.ts';
import type { FindClaimProblem, PermitFor } from '../claims/find-claim.ts';
import type { Table } from '../store/ports.ts';
import { type AwardHead, readAwardHead } from './award-head.ts';

/** What the authorisation table looks at in an award: the access code is that of the claim it came from. */
function awardSubject({ areaCode: area, claimId, state }: AwardHead): Subject {
  return { areaCode: areaCode(area), claimId, events: Object.keys(awardLifecycle[state]) };
}

/** An award, if the caller may do with it what their route does. */
export async function findPermittedAward(
  table: Table,
  awardId: string,
  permitFor: PermitFor,
): Promise<Result<{ readonly head: AwardHead; readonly permit: Permit }, FindClaimProblem>> {
  const head = await readAwardHead(table, awardId);
  if (!head) return err({ kind: 'not-found' });
  const permit = permitFor(awardSubject(head));
  if (!permit.ok) return err({ kind: 'refused', refusal: permit.error });
  return ok({ head, permit: permit.value });
}

/** An award with its claim, if the caller may change it: never one of their own family. */
export async function findAwardToChange(
  table: Table,
  awardId: string,
  permitFor: PermitFor,
): Promise<
  Result<
    { readonly head: AwardHead; readonly claim: ClaimHead; readonly actor: Permit['actor'] },
    FindClaimProblem | { readonly kind: 'own-family' }
  >
> {
  const found = await findPermittedAward(table, awardId, permitFor);
  if (!found.ok) return found;
  const { head, permit } = found.value;
  if (await isOfOwnFamily(table, permit.actor, head.claimId)) return err({ kind: 'own-family' });
  const claim = await readClaimHead(table, head.claimId);
  if (!claim) throw new Error(`award ${awardId} has no claim`);
  return ok({ head, claim, actor: permit.actor });
}
