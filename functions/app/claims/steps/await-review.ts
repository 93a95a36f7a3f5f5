import type { Clock } from '../../ports/clock.ts';
import { stepError } from '../../ports/step-errors.ts';
import type { Table } from '../../store/ports.ts';
import { outboxRow } from '../../outbox/outbox-row.ts';
import { claimKey, readClaimHead } from '../claim-head.ts';
import { signalOf, waitKey } from '../wake.ts';

export interface AwaitReviewDeps {
  readonly table: Table;
  readonly clock: Clock;
}

const attempts = 5;

/**
 * Leaves the workflow's task token where a decision finds it, or, when the decision came first, sends the signal at
 * once: the mirror image of `wakeActions`, so that whichever of the two comes second sends (design decision 6).
 */
export function createAwaitReview(
  deps: AwaitReviewDeps,
): (input: { readonly claimId: string; readonly taskToken: string }) => Promise<void> {
  const { table, clock } = deps;
  return async ({ claimId, taskToken }) => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const head = await readClaimHead(table, claimId);
      if (!head) throw stepError('InvalidStepInput', `there is no claim ${claimId}`);
      const signal = signalOf(head.state);
      const written = await table.transact([
        signal === undefined
          ? { put: { ...waitKey(claimId), taskToken } }
          : outboxRow(clock.now(), `${claimId}#${String(head.version)}#wake#${taskToken}`, {
              type: 'wake-workflow',
              taskToken,
              output: { signal },
            }),
        { check: claimKey(claimId), if: { attribute: 'version', is: '=', value: head.version } },
      ]);
      if (written.ok) return;
    }
    throw stepError('StoreUnavailable', `claim ${claimId} is being changed by others`);
  };
}
