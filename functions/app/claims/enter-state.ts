import { type TaskStage, chainStep } from '../../domain/review/chain.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { type CalendarDate, plusDays } from '../../domain/time/calendar-date.ts';
import { type WorkingCalendar, plusWorkingDays } from '../../domain/time/working-days.ts';
import type { ClaimState } from '../../domain/claims/claim-lifecycle.ts';
import { type ClaimHead, payloadHashOf } from './claim-head.ts';

export interface Today {
  readonly today: CalendarDate;
  readonly at: string;
  readonly calendar: WorkingCalendar;
}

type Arrival = Pick<ClaimHead, 'position'> & Partial<ClaimHead>;

/** Example values until a policy names its own: how long an applicant has to answer a request for more. */
const answerWithinWorkingDays = 20;

/**
 * What a claim's head holds on coming into a state that waits for somebody: the open task with the hash of what is
 * shown, the date it is due, and the end of a hearing. The task's id is the version the claim will have then.
 * @param before the claim with the changes of the deciding event, but not yet the new state
 * @param position where in the review chain it comes to
 */
export function arriveAt(
  before: ClaimHead,
  state: ClaimState,
  position: number,
  policy: Policy,
  now: Today,
): Arrival {
  const cleared: Arrival = {
    position,
    task: undefined,
    dueOn: undefined,
    hearingUntil: undefined,
    escalation: 0,
  };
  const workingDays = (days: number): CalendarDate => plusWorkingDays(now.today, days, now.calendar);
  const task = (stage: TaskStage): Partial<ClaimHead> => ({
    task: { stage, version: before.version + 1, payloadHash: payloadHashOf(before), since: now.at },
  });
  const { deadlines } = policy;
  switch (state) {
    case 'review': {
      const step = chainStep(policy.reviewChain, position);
      if (step.state !== 'review') throw new Error(`no reviewer stands at ${String(position)}`);
      return { ...cleared, ...task(step.stage), dueOn: workingDays(deadlines.decideWithinWorkingDays) };
    }
    case 'manual':
      return { ...cleared, ...task('manual'), dueOn: workingDays(deadlines.attestationWorkingDays) };
    case 'proposed-rejection': {
      const hearingUntil = workingDays(deadlines.hearingWorkingDays);
      return {
        ...cleared,
        ...task('rejection'),
        hearingUntil,
        dueOn: plusWorkingDays(hearingUntil, deadlines.decideWithinWorkingDays, now.calendar),
      };
    }
    case 'posting': {
      if (policy.posting === 'none') throw new Error(`${policy.programme} is not posted`);
      return { ...cleared, dueOn: plusDays(now.today, policy.posting.days) };
    }
    case 'awaiting-applicant':
      return { ...cleared, dueOn: workingDays(answerWithinWorkingDays) };
    case 'rejected':
      return { ...cleared, dueOn: plusDays(now.today, deadlines.appealDays) };
    default:
      return cleared;
  }
}
