import type { Clock } from '../../ports/clock.ts';
import type { Table } from '../../store/ports.ts';
import { advanceRun } from '../advance-run.ts';
import { awaitRun } from '../run-head.ts';

/** Waits until every payment of a run is accounted for; tells at once when it already is. */
export function createAwaitSettlement(deps: { readonly table: Table; readonly clock: Clock }) {
  return async ({
    runId,
    taskToken,
  }: {
    readonly runId: string;
    readonly taskToken: string;
  }): Promise<void> => {
    // An import may have stopped between its results and the run's head.
    await advanceRun(deps, runId);
    await awaitRun(deps, runId, { taskToken, waitFor: 'settlement' });
  };
}
