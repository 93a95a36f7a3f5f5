import type { Actor } from '../../../domain/audit/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Table } from '../../store/ports.ts';
import { type ClaimHead, noted } from '../claim-head.ts';
import { startClaimWorkflow, executionNameOf } from '../start-claim-workflow.ts';
import { signalOf } from '../wake.ts';
import { commitStep } from './commit-step.ts';

export interface AdoptClaimDeps {
  readonly table: Table;
  readonly clock: Clock;
}

const actor: Actor = { kind: 'system', id: 'adopt-claim' };

/**
 * After the longest wait one execution may take (300 days), a fresh one takes the claim over: nothing is decided by
 * time passing. Done once for each execution, named by the one that gives up.
 */
export function createAdoptClaim(
  deps: AdoptClaimDeps,
): (input: { readonly claimId: string; readonly executionName: string }) => Promise<void> {
  const { table, clock } = deps;
  return async ({ claimId, executionName }) => {
    await commitStep(table, claimId, (before: ClaimHead) => {
      const over = executionNameOf(before) !== executionName || signalOf(before.state) === 'closed';
      if (over) return Promise.resolve(undefined);
      const at = clock.now();
      const change = noted(before, 'adopted', { execution: before.execution + 1 }, { actor, at });
      return Promise.resolve({
        head: change.head,
        actions: [...change.actions, startClaimWorkflow(change.head, at)],
      });
    });
  };
}
