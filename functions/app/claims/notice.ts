import type { NoticeName } from '../../contracts/notices.ts';
import type { Action } from '../store/ports.ts';
import { outboxRow } from '../outbox/outbox-row.ts';
import type { ClaimHead } from './claim-head.ts';

/**
 * A notice to whoever made the claim, about the change that led to this head. Carries the reference and dates, nothing
 * of what the claim is about.
 */
export function claimNotice(
  { claimId, version, reference }: Pick<ClaimHead, 'claimId' | 'version' | 'reference'>,
  text: NoticeName,
  at: string,
  parameters: Readonly<Record<string, string>> = {},
): Action {
  return outboxRow(at, `${claimId}#${String(version)}#notice`, {
    type: 'notify',
    subjectKind: 'claim',
    subjectId: claimId,
    text,
    parameters: { reference, ...parameters },
  });
}

/** That the contact is another now, to the one given up at this version: if it was somebody else, they alone know. */
export function givenUpContactNotice(
  { claimId, version, reference }: Pick<ClaimHead, 'claimId' | 'version' | 'reference'>,
  at: string,
): Action {
  return outboxRow(at, `${claimId}#${String(version)}#given-up-contact`, {
    type: 'notify',
    subjectKind: 'claim',
    subjectId: claimId,
    givenUpAtVersion: version,
    text: 'contact-changed',
    parameters: { reference },
  });
}
