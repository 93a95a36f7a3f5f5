import type { NoticeName } from '../../contracts/notices.ts';
import type { ClaimHead } from '../claims/claim-head.ts';
import { outboxRow } from '../outbox/outbox-row.ts';
import type { Action } from '../store/ports.ts';
import type { AwardHead } from './award-head.ts';

/**
 * A notice about an award's change to whoever is paid under it: who made the claim, until another payee is confirmed.
 * It goes to the contact they gave, which no change of an account touches. Carries the reference alone.
 * @param paid the head that says who is paid: the one before, where somebody else is paid from now on
 */
export function awardNotice(
  { awardId, version }: Pick<AwardHead, 'awardId' | 'version'>,
  { reference }: Pick<ClaimHead, 'reference'>,
  text: NoticeName,
  at: string,
  paid: Pick<AwardHead, 'payeeVersion'>,
): Action {
  return outboxRow(at, `award/${awardId}/${String(version)}/notice`, {
    type: 'notify',
    subjectKind: 'award',
    subjectId: awardId,
    payeeVersion: paid.payeeVersion ?? 0,
    text,
    parameters: { reference },
  });
}
