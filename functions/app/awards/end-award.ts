import { isBeyond, windowOf } from '../../domain/awards/ending.ts';
import { type Result, err } from '../../domain/result/result.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { withDuty } from '../claims/claim-subject.ts';
import type { FindClaimProblem, PermitFor } from '../claims/find-claim.ts';
import { answerOnce, type KeyReused } from '../idempotency/answer-once.ts';
import type { IdempotencyKey } from '../idempotency/idempotency.ts';
import { payoutChangedActions } from '../payments/payout-changes.ts';
import { sendBackRunsThatPay } from '../payments/send-back-runs.ts';
import type { Envelopes } from '../ports/secrets.ts';
import { sealPart } from '../subjects/sealed-parts.ts';
import { awardPart, moveAward } from './award-head.ts';
import { awardNotice } from './award-notice.ts';
import { type ChangedAward, commitAwardChange, storedChange } from './commit-award-change.ts';
import { type GiveBackDeps, giveBackActions } from './give-back.ts';
import { findAwardToChange } from './permitted-award.ts';

export interface EndAwardInput {
  readonly awardId: string;
  readonly permitFor: PermitFor;
  readonly because: 'death' | 'exit';
  /** The last day that counts: periods that begin after it are not paid. */
  readonly endedOn: CalendarDate;
  /** In words that may name people: kept sealed. */
  readonly reason: string;
  readonly idempotency?: IdempotencyKey | undefined;
}

export type EndAwardProblem =
  | FindClaimProblem
  | { readonly kind: 'wrong-state' }
  | { readonly kind: 'own-family' }
  | { readonly kind: 'changed-since' }
  | KeyReused;

export interface EndAwardDeps extends GiveBackDeps {
  readonly envelopes: Envelopes;
}

/**
 * Lets an award come to its end. What began by its last day is still decided and paid, to the account on file or to an
 * heir; the money of what begins later goes back to the budget at once. A run that is built and not yet filed goes back
 * to building. What is left is given back once the ending's window is over (`finishAward`).
 */
export function createEndAward(
  deps: EndAwardDeps,
): (input: EndAwardInput) => Promise<Result<ChangedAward, EndAwardProblem>> {
  const { table, clock, envelopes } = deps;

  async function end(input: EndAwardInput): Promise<Result<ChangedAward, EndAwardProblem>> {
    const { awardId, permitFor, because, endedOn, reason, idempotency } = input;
    const found = await findAwardToChange(table, awardId, permitFor);
    if (!found.ok) return found;
    const { head, claim, actor } = found.value;
    const at = clock.now();
    const note = await sealPart(envelopes, awardPart(awardId, `note-${head.version + 1}`), reason);
    const changes = {
      ending: { endedOn, until: windowOf(clock.today()) },
      ...withDuty(head, 'review:ending', actor),
    };
    const detail = { reason: note.commitment, endedOn };
    const change = moveAward(head, because, changes, { actor, at }, detail);
    if (!change.ok) return err({ kind: 'wrong-state' });
    const told = awardNotice(change.value.head, claim, 'award-ending', at, head);
    const payout = { kind: 'award', awardId } as const;
    const written = await commitAwardChange(
      table,
      change.value,
      async () => [
        note.action,
        told,
        ...(await payoutChangedActions(table, head.programme, payout)),
        ...(await giveBackActions(deps, head, (period) => isBeyond(period, endedOn))),
      ],
      idempotency,
    );
    if (written.ok) await sendBackRunsThatPay(deps, head, payout);
    return written;
  }

  return (input) => answerOnce(table, input.idempotency, storedChange, () => end(input));
}
