import type { NoticeName } from '../../contracts/notices.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import type { Json } from '../../domain/audit/canonical-json.ts';
import type { AwardEvent } from '../../domain/awards/award-lifecycle.ts';
import { type Result, err } from '../../domain/result/result.ts';
import type { FindClaimProblem, PermitFor } from '../claims/find-claim.ts';
import { answerOnce, type KeyReused } from '../idempotency/answer-once.ts';
import type { IdempotencyKey } from '../idempotency/idempotency.ts';
import { payoutChangedActions } from '../payments/payout-changes.ts';
import { sendBackRunsThatPay } from '../payments/send-back-runs.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Action, Table } from '../store/ports.ts';
import { sealPart } from '../subjects/sealed-parts.ts';
import { type AwardHead, awardPart, moveAward } from './award-head.ts';
import { awardNotice } from './award-notice.ts';
import { type ChangedAward, commitAwardChange, storedChange } from './commit-award-change.ts';
import { findAwardToChange } from './permitted-award.ts';

export interface StopPayingInput {
  readonly awardId: string;
  readonly permitFor: PermitFor;
  /** In words that may name people: kept sealed. */
  readonly reason: string;
  readonly idempotency?: IdempotencyKey | undefined;
}

export type StopPayingProblem =
  | FindClaimProblem
  | { readonly kind: 'wrong-state' }
  | { readonly kind: 'own-family' }
  | { readonly kind: 'changed-since' }
  | KeyReused;

export interface StopPayingDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
}

/** By what an award stops to be paid as it was, and what goes with that. */
interface Stop {
  readonly event: AwardEvent;
  readonly notice: NoticeName;
  readonly changes?: (head: AwardHead, actor: Actor) => Partial<AwardHead>;
  /** Of the audit entry, beside the reason. */
  readonly detail?: { readonly [name: string]: Json };
  /** For the same transaction, made anew for every try. */
  readonly also?: (head: AwardHead) => Promise<readonly Action[]>;
}

/**
 * Moves an award on one person's word, because it stops money. A run that is built and not yet filed goes back to
 * building, and runs that are built from now on see the award as it is.
 */
export function stopPaying(
  { table, clock, envelopes }: StopPayingDeps,
  { awardId, permitFor, reason, idempotency }: StopPayingInput,
  stop: Stop,
): Promise<Result<ChangedAward, StopPayingProblem>> {
  return answerOnce<ChangedAward, StopPayingProblem>(table, idempotency, storedChange, async () => {
    const found = await findAwardToChange(table, awardId, permitFor);
    if (!found.ok) return found;
    const { head, claim, actor } = found.value;
    const at = clock.now();
    const note = await sealPart(envelopes, awardPart(awardId, `note-${head.version + 1}`), reason);
    const changes = stop.changes?.(head, actor) ?? {};
    const detail = { reason: note.commitment, ...stop.detail };
    const change = moveAward(head, stop.event, changes, { actor, at }, detail);
    if (!change.ok) return err({ kind: 'wrong-state' });
    const told = awardNotice(change.value.head, claim, stop.notice, at, head);
    const payout = { kind: 'award', awardId } as const;
    const written = await commitAwardChange(
      table,
      change.value,
      async () => [
        note.action,
        told,
        ...(await payoutChangedActions(table, head.programme, payout)),
        ...((await stop.also?.(head)) ?? []),
      ],
      idempotency,
    );
    if (written.ok) await sendBackRunsThatPay({ table, clock }, head, payout);
    return written;
  });
}
