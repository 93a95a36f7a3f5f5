import { type Result, err } from '../../domain/result/result.ts';
import type { FindClaimProblem, PermitFor } from '../claims/find-claim.ts';
import { answerOnce, type KeyReused } from '../idempotency/answer-once.ts';
import type { IdempotencyKey } from '../idempotency/idempotency.ts';
import { payoutChangedActions } from '../payments/payout-changes.ts';
import { sendBackRunsThatPay } from '../payments/send-back-runs.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import { sealPart } from '../subjects/sealed-parts.ts';
import { awardPart, moveAward } from './award-head.ts';
import { awardNotice } from './award-notice.ts';
import { type ChangedAward, commitAwardChange, storedChange } from './commit-award-change.ts';
import { findAwardToChange } from './permitted-award.ts';

export interface SuspendAwardInput {
  readonly awardId: string;
  readonly permitFor: PermitFor;
  /** In words that may name people: kept sealed. */
  readonly reason: string;
  readonly idempotency?: IdempotencyKey | undefined;
}

export type SuspendAwardProblem =
  | FindClaimProblem
  | { readonly kind: 'wrong-state' }
  | { readonly kind: 'own-family' }
  | { readonly kind: 'changed-since' }
  | KeyReused;

export interface SuspendAwardDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
}

/**
 * Suspends an award, on one person's word because it stops money: a bank says that the payee has died, a register
 * doubts. Runs leave it out from now on, and one that is built and not yet filed goes back to building without it.
 */
export function createSuspendAward(
  deps: SuspendAwardDeps,
): (input: SuspendAwardInput) => Promise<Result<ChangedAward, SuspendAwardProblem>> {
  const { table, clock, envelopes } = deps;

  async function suspend({
    awardId,
    permitFor,
    reason,
    idempotency,
  }: SuspendAwardInput): Promise<Result<ChangedAward, SuspendAwardProblem>> {
    const found = await findAwardToChange(table, awardId, permitFor);
    if (!found.ok) return found;
    const { head, claim, actor } = found.value;
    const at = clock.now();
    const note = await sealPart(envelopes, awardPart(awardId, `note-${head.version + 1}`), reason);
    const change = moveAward(head, 'suspend', {}, { actor, at }, { reason: note.commitment });
    if (!change.ok) return err({ kind: 'wrong-state' });
    const told = awardNotice(change.value.head, claim, 'award-suspended', at, head);
    const payout = { kind: 'award', awardId } as const;
    const written = await commitAwardChange(
      table,
      change.value,
      async () => [note.action, told, ...(await payoutChangedActions(table, head.programme, payout))],
      idempotency,
    );
    if (written.ok) await sendBackRunsThatPay(deps, head, payout);
    return written;
  }

  return (input) => answerOnce(table, input.idempotency, storedChange, () => suspend(input));
}
