import { mayWithdraw } from '../../domain/claims/holder-acts.ts';
import { type Result, err } from '../../domain/result/result.ts';
import type { IdempotencyKey } from '../idempotency/idempotency.ts';
import type { Clock } from '../ports/clock.ts';
import type { Table } from '../store/ports.ts';
import { transition } from './claim-head.ts';
import { type ChangedClaim, commitChange, repeatedAnswer } from './commit-change.ts';
import { type FindClaimProblem, type PermitFor, findPermittedClaim } from './find-claim.ts';
import { giveBackLock, holdsLock } from './uniqueness-lock.ts';

export interface WithdrawClaimInput {
  readonly reference: string;
  readonly permitFor: PermitFor;
  readonly idempotency?: IdempotencyKey | undefined;
}

export type WithdrawClaimProblem =
  | FindClaimProblem
  /** Somebody has decided on it already. */
  | { readonly kind: 'wrong-state' }
  | { readonly kind: 'changed-since' }
  | { readonly kind: 'idempotency-key-reused' };

export type WithdrawClaim = (
  input: WithdrawClaimInput,
) => Promise<Result<ChangedClaim, WithdrawClaimProblem>>;

/** Takes a claim back, which its applicant may until the first reviewer decided (lifecycles.md). */
export function createWithdrawClaim(deps: { readonly table: Table; readonly clock: Clock }): WithdrawClaim {
  const { table, clock } = deps;
  return async ({ reference, permitFor, idempotency }) => {
    const repeated = await repeatedAnswer(table, idempotency);
    if (repeated) return repeated;
    const found = await findPermittedClaim(table, reference, permitFor);
    if (!found.ok) return found;
    const { head, permit } = found.value;
    if (!mayWithdraw(head)) return err({ kind: 'wrong-state' });
    const over = { task: undefined, dueOn: undefined };
    const change = transition(head, 'withdraw', undefined, over, { actor: permit.actor, at: clock.now() });
    if (!change.ok) return err({ kind: 'wrong-state' });
    const lock = (await holdsLock(table, head)) ? [giveBackLock(head)] : [];
    const written = await commitChange(deps, change.value, lock, idempotency);
    return written.ok ? written : err({ kind: written.error.kind });
  };
}
