import type { Actor } from '../../domain/audit/actor.ts';
import { claimLifecycle } from '../../domain/claims/claim-lifecycle.ts';
import { areaCode } from '../../domain/review/area.ts';
import { officeOf } from '../../domain/review/chain.ts';
import type { Duty, DutyTaken } from '../../domain/review/separation.ts';
import type { Subject } from '../access/authorise.ts';
import type { ClaimHead } from './claim-head.ts';

/** What the authorisation table looks at in a claim. */
export function claimSubject(head: ClaimHead): Subject {
  return {
    areaCode: areaCode(head.areaCode),
    claimId: head.claimId,
    events: Object.keys(claimLifecycle[head.state]),
    ...(head.task ? { stage: officeOf(head.task.stage) } : {}),
  };
}

/** The duties taken on a claim, or on its award, as the rule on separation reads them. */
export function dutiesTaken(head: Pick<ClaimHead, 'duties'>): readonly DutyTaken[] {
  return head.duties.map(({ duty, actorId }) => ({ duty, actor: { kind: 'staff', id: actorId } }));
}

/** These duties with one more, unless the same person has taken it before. */
export function withDuty(
  head: Pick<ClaimHead, 'duties'>,
  duty: Duty,
  { id }: Actor,
): Pick<ClaimHead, 'duties'> {
  const already = head.duties.some((taken) => taken.duty === duty && taken.actorId === id);
  return { duties: already ? head.duties : [...head.duties, { duty, actorId: id }] };
}
