import { isBeyond, windowOf } from '../../domain/awards/ending.ts';
import type { Result } from '../../domain/result/result.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { withDuty } from '../claims/claim-subject.ts';
import type { ChangedAward } from './commit-award-change.ts';
import { type GiveBackDeps, giveBackActions } from './give-back.ts';
import {
  type StopPayingDeps,
  type StopPayingInput,
  type StopPayingProblem,
  stopPaying,
} from './stop-paying.ts';

export interface EndAwardInput extends StopPayingInput {
  readonly because: 'death' | 'exit';
  /** The last day that counts: periods that begin after it are not paid. */
  readonly endedOn: CalendarDate;
}

export type EndAwardDeps = StopPayingDeps & GiveBackDeps;

/**
 * Lets an award come to its end. What began by its last day is still decided and paid, to the account on file or to an
 * heir; the money of what begins later goes back to the budget at once. A run that is built and not yet filed goes back
 * to building. What is left is given back once the ending's window is over (`finishAward`).
 */
export function createEndAward(
  deps: EndAwardDeps,
): (input: EndAwardInput) => Promise<Result<ChangedAward, StopPayingProblem>> {
  return ({ because, endedOn, ...input }) =>
    stopPaying(deps, input, {
      event: because,
      notice: 'award-ending',
      changes: (head, actor) => ({
        ending: { endedOn, until: windowOf(deps.clock.today()) },
        ...withDuty(head, 'review:ending', actor),
      }),
      detail: { endedOn },
      also: (head) => giveBackActions(deps, head, (period) => isBeyond(period, endedOn)),
    });
}
