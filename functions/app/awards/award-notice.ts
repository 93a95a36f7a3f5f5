import type { NoticeName } from '../../contracts/notices.ts';
import type { ClaimHead } from '../claims/claim-head.ts';
import { outboxRow } from '../outbox/outbox-row.ts';
import type { Action } from '../store/ports.ts';
import type { AwardHead } from './award-head.ts';

/**
 * A notice about an award's change to whoever made the claim: to the contact that the claim has, which no change of an
 * account or a payee touches. Carries the reference alone.
 */
export function awardNotice(
  { awardId, version }: Pick<AwardHead, 'awardId' | 'version'>,
  { claimId, reference }: Pick<ClaimHead, 'claimId' | 'reference'>,
  text: NoticeName,
  at: string,
): Action {
  return outboxRow(at, `award/${awardId}/${String(version)}/notice`, {
    type: 'notify',
    subjectKind: 'claim',
    subjectId: claimId,
    text,
    parameters: { reference },
  });
}
