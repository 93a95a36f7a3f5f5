import type { Clock } from '../../ports/clock.ts';
import type { Table } from '../../store/ports.ts';
import { existingRunHead } from '../run-head.ts';
import { voidAttempt } from '../void-attempt.ts';

/** Gives back what a cancelled run had obligated; any other run is left as it is. */
export function createVoidRun(deps: { readonly table: Table; readonly clock: Clock }) {
  return async ({ runId }: { readonly runId: string }): Promise<void> => {
    const head = await existingRunHead(deps.table, runId);
    if (head.state === 'cancelled') await voidAttempt(deps, head);
  };
}
