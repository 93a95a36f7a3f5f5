import type { Clock } from '../../ports/clock.ts';
import type { Table } from '../../store/ports.ts';
import { outboxRow } from '../../outbox/outbox-row.ts';
import { decideRun, stepActor } from '../run-head.ts';

export interface AdoptRunInput {
  readonly runId: string;
  /** The execution that gives the run up. */
  readonly executionName: string;
}

/** The name of a run's nth execution. */
function executionNameOf(runId: string, execution: number): string {
  return execution === 1 ? runId : `${runId}-${String(execution)}`;
}

/**
 * Hands a run to a new execution before the old one reaches the longest an execution may last. The new one begins at
 * the first step: each finds its work done, down to the wait.
 */
export function createAdoptRun(deps: { readonly table: Table; readonly clock: Clock }) {
  return async ({ runId, executionName }: AdoptRunInput): Promise<void> => {
    const result = await decideRun<never>(deps, runId, stepActor('adopt-run'), (head) => {
      if (executionNameOf(runId, head.execution) !== executionName) return { kind: 'stay' };
      const execution = head.execution + 1;
      return {
        kind: 'note',
        event: 'adopted',
        changes: { execution },
        also: [
          outboxRow(deps.clock.now(), `run/${runId}/execution/${String(execution)}`, {
            type: 'start-workflow',
            machine: 'payment-run',
            executionName: executionNameOf(runId, execution),
            input: { runId },
          }),
        ],
      };
    });
    if (!result.ok) throw new Error(`${runId} cannot be adopted (${result.error.kind})`);
  };
}
