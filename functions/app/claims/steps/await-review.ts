import type { Clock } from '../../ports/clock.ts';
import { stepError } from '../../ports/step-errors.ts';
import type { Table } from '../../store/ports.ts';
import { conditionFailed, transact } from '../../store/transact.ts';
import { readClaimHead } from '../claim-head.ts';
import { tokenActions } from '../wake.ts';

export interface AwaitReviewDeps {
  readonly table: Table;
  readonly clock: Clock;
}

const attempts = 5;

/**
 * Leaves the workflow's task token where a decision finds it, or, when the decision came first, sends the signal at
 * once: the mirror image of `wakeFor`, so that whichever of the two comes second sends (design decision 6). Called
 * again with the same token it does nothing.
 */
export function createAwaitReview(
  deps: AwaitReviewDeps,
): (input: { readonly claimId: string; readonly taskToken: string }) => Promise<void> {
  const { table, clock } = deps;
  return async ({ claimId, taskToken }) => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const head = await readClaimHead(table, claimId);
      if (!head) throw stepError('InvalidStepInput', `there is no claim ${claimId}`);
      const written = await transact(table, tokenActions(head, taskToken, clock.now()));
      if (written.ok || conditionFailed(written.error.reasons[0])) return;
    }
    throw stepError('StoreUnavailable', `claim ${claimId} is being changed by others`);
  };
}
