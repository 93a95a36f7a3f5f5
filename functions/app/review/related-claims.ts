import type { ClaimState } from '../../domain/claims/claim-lifecycle.ts';
import { type ClaimHead, readClaimHeads } from '../claims/claim-head.ts';
import { claimSubject } from '../claims/claim-subject.ts';
import { claimsNaming } from '../claims/family.ts';
import type { PermitFor } from '../claims/find-claim.ts';
import { isRefused } from '../claims/list-refused.ts';
import type { Table } from '../store/ports.ts';

/** Another claim of the person a task is about, or of somebody who names them as their spouse. */
export interface RelatedClaim {
  readonly reference: string;
  readonly programme: string;
  readonly period: string;
  readonly status: ClaimState;
  readonly submittedOn: string;
  readonly whose: 'self' | 'spouse';
  /** Of the same programme and period, and neither given up nor refused. */
  readonly possibleDuplicate: boolean;
}

function cameToNothing(state: ClaimState): boolean {
  return isRefused(state) || state === 'withdrawn' || state === 'duplicate';
}

/** The other claims of a claimant and their spouse that the reviewer's area covers, newest first. */
export async function relatedClaims(
  table: Table,
  claim: ClaimHead,
  permitFor: PermitFor,
): Promise<readonly RelatedClaim[]> {
  const { stage } = claimSubject(claim);
  const named = (await claimsNaming(table, claim.personIndex)).flatMap(({ claimId, relation }) =>
    claimId !== claim.claimId && (relation === 'self' || relation === 'spouse')
      ? [{ claimId, whose: relation }]
      : [],
  );
  const heads = await readClaimHeads(
    table,
    named.map(({ claimId }) => claimId),
  );
  return named
    .flatMap(({ whose }, at) => {
      const head = heads[at];
      return head ? [{ whose, head }] : [];
    })
    .filter(({ head }) => permitFor({ ...claimSubject(head), ...(stage && { stage }) }).ok)
    .toSorted((a, b) => b.head.submittedAt.localeCompare(a.head.submittedAt))
    .map(({ whose, head: { reference, programme, period, state, submittedOn } }) => ({
      reference,
      programme,
      period,
      status: state,
      submittedOn,
      whose,
      possibleDuplicate: programme === claim.programme && period === claim.period && !cameToNothing(state),
    }));
}
