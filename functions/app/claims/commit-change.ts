import { type ClaimState, claimStates } from '../../domain/claims/claim-lifecycle.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { type IdempotencyKey, idempotencyRow, readEarlierAnswer } from '../idempotency/idempotency.ts';
import type { Clock } from '../ports/clock.ts';
import type { Action, Cancelled, Table } from '../store/ports.ts';
import { conditionFailed, transact } from '../store/transact.ts';
import type { ClaimChange } from './claim-head.ts';
import { wakeFor } from './wake.ts';

/** What whoever changed a claim is answered. */
export interface ChangedClaim {
  readonly claimId: string;
  readonly status: ClaimState;
}

export type CommitProblem =
  | { readonly kind: 'changed-since'; readonly actions: readonly Action[]; readonly cancelled: Cancelled }
  | { readonly kind: 'idempotency-key-reused' };

export interface CommitDeps {
  readonly table: Table;
  readonly clock: Clock;
}

/** How often a workflow that comes to its wait, or leaves it, may come between a change and its wake-up. */
const mostTries = 4;

/**
 * Writes a claim's change with all that belongs to it in one transaction: the answer to repeat, and the wake-up of the
 * workflow where the new state calls for it.
 */
export async function commitChange(
  { table, clock }: CommitDeps,
  change: ClaimChange,
  more: readonly Action[],
  idempotency: IdempotencyKey | undefined,
): Promise<Result<ChangedClaim, CommitProblem>> {
  const { claimId, state } = change.head;
  const record = idempotency ? [idempotencyRow(idempotency, { claimId, status: state })] : [];
  const decided = [...record, ...more, ...change.actions];
  for (let tries = 1; ; tries += 1) {
    const actions = [...decided, ...(await wakeFor(table, change.head, clock.now()))];
    const written = await transact(table, actions);
    if (written.ok) return ok({ claimId, status: state });
    const repeated = await repeatedAnswer(table, idempotency);
    if (repeated) return repeated;
    // Where only the wake-up failed, nobody changed the claim: its workflow left its token, or took it back, just now.
    const standsStill = !written.error.reasons.slice(0, decided.length).some(conditionFailed);
    if (!standsStill || tries === mostTries) {
      return err({ kind: 'changed-since', actions, cancelled: written.error });
    }
  }
}

/** The answer of an earlier request with the same key, if there was one. */
export async function repeatedAnswer(
  table: Table,
  idempotency: IdempotencyKey | undefined,
): Promise<Result<ChangedClaim, { readonly kind: 'idempotency-key-reused' }> | undefined> {
  const earlier = await readEarlierAnswer(table, idempotency);
  if (!earlier) return undefined;
  if (earlier.kind === 'other-body') return err({ kind: 'idempotency-key-reused' });
  const { claimId, status } = earlier.answer;
  const state = claimStates.find((known) => known === status);
  return typeof claimId === 'string' && state ? ok({ claimId, status: state }) : undefined;
}
