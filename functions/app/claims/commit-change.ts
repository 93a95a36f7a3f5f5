import { type ClaimState, claimStates } from '../../domain/claims/claim-lifecycle.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { type IdempotencyKey, idempotencyRow, readEarlierAnswer } from '../idempotency/idempotency.ts';
import type { Clock } from '../ports/clock.ts';
import type { Action, Cancelled, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
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
  const wake = await wakeFor(table, change.head, clock.now());
  const record = idempotency ? [idempotencyRow(idempotency, { claimId, status: state })] : [];
  const actions = [...record, ...more, ...change.actions, ...wake];
  const written = await transact(table, actions);
  if (written.ok) return ok({ claimId, status: state });
  return (
    (await repeatedAnswer(table, idempotency)) ??
    err({ kind: 'changed-since', actions, cancelled: written.error })
  );
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
