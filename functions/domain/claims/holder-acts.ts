import type { CalendarDate } from '../time/calendar-date.ts';
import { type ClaimState, claimLifecycle } from './claim-lifecycle.ts';

/** What whoever holds a claim's access code may do to it, in the order in which it is offered. */
export const holderActs = ['answer', 'appeal', 'name-account', 'add-evidence', 'withdraw'] as const;

export type HolderAct = (typeof holderActs)[number];

/** Until the first reviewer decided. @param claim.decisions taken in the present round of review */
export function mayWithdraw({ state, decisions }: { state: ClaimState; decisions: number }): boolean {
  return 'withdraw' in claimLifecycle[state] && (state !== 'review' || decisions === 0);
}

export function mayAnswer({ state }: { state: ClaimState }): boolean {
  return 'answer' in claimLifecycle[state];
}

/** States in which papers only show more; where "edited" is possible they make it another claim. */
const openToPapers: ReadonlySet<ClaimState> = new Set([
  'submitted',
  'verifying',
  'manual',
  'awaiting-applicant',
  'proposed-rejection',
]);

/** How a claim takes further papers; undefined once it is decided, or an objection to its posting is looked into. */
export function takesEvidence(state: ClaimState): 'as-more' | 'as-edited' | undefined {
  if (openToPapers.has(state)) return 'as-more';
  return 'edited' in claimLifecycle[state] ? 'as-edited' : undefined;
}

/**
 * A rejection is appealed once, to its window's end.
 * @param claim.dueOn of a rejected claim: the window's last day
 */
export function mayAppeal(
  claim: {
    readonly state: ClaimState;
    readonly dueOn?: CalendarDate | undefined;
    readonly appealId?: string | undefined;
  },
  today: CalendarDate,
): boolean {
  const { state, dueOn, appealId } = claim;
  return state === 'rejected' && appealId === undefined && dueOn !== undefined && today <= dueOn;
}
