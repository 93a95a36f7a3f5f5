import { isFinal } from '../../../domain/lifecycle/lifecycle.ts';
import { runLifecycle } from '../../../domain/payments/run-lifecycle.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Table } from '../../store/ports.ts';
import { advanceRun } from '../advance-run.ts';
import { decideRun, stepActor } from '../run-head.ts';

export interface CloseRunOutput {
  /** `settling`: a late return has opened the run again. */
  readonly outcome: 'closed' | 'settling' | 'settled';
}

/** Closes a reconciled run at the end of its return window. */
export function createCloseRun(deps: { readonly table: Table; readonly clock: Clock }) {
  return async ({ runId }: { readonly runId: string }): Promise<CloseRunOutput> => {
    await advanceRun(deps, runId);
    const result = await decideRun<never>(deps, runId, stepActor('close-run'), (head) =>
      head.state === 'reconciled' ? { kind: 'move', event: 'window-ended' } : { kind: 'stay' },
    );
    if (!result.ok) throw new Error(`${runId} cannot be closed (${result.error.kind})`);
    const { state } = result.value;
    if (state === 'closed') return { outcome: 'closed' };
    return { outcome: isFinal(runLifecycle, state) ? 'settled' : 'settling' };
  };
}
