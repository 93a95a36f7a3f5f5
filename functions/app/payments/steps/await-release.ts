import type { Clock } from '../../ports/clock.ts';
import type { Table } from '../../store/ports.ts';
import { awaitRun } from '../run-head.ts';

export interface AwaitReleaseInput {
  readonly runId: string;
  /** The attempt that this execution has built: a later one means that it was sent back meanwhile. */
  readonly attempt: number;
  readonly taskToken: string;
}

/** Waits for a run to be released, sent back or cancelled; tells at once when it already is. */
export function createAwaitRelease(deps: { readonly table: Table; readonly clock: Clock }) {
  return ({ runId, attempt, taskToken }: AwaitReleaseInput): Promise<void> =>
    awaitRun(deps, runId, { taskToken, waitFor: 'release', attempt });
}
