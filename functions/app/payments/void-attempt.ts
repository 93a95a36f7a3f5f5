import type { Clock } from '../ports/clock.ts';
import type { Table } from '../store/ports.ts';
import { readPlan } from './chunks.ts';
import { bringChunksTo, chunkNumbers } from './post-chunks.ts';
import type { RunHead } from './run-head.ts';

/**
 * Books an attempt's roll back, chunk by chunk, by the split it was booked with. Its payments need no writing: what
 * an attempt holds counts only while the run is at that attempt and not cancelled.
 */
export async function voidAttempt(
  deps: { readonly table: Table; readonly clock: Clock },
  head: RunHead,
): Promise<void> {
  const plan = await readPlan(deps.table, head.runId, head.attempt);
  if (!plan) return;
  const result = await bringChunksTo(deps, head, chunkNumbers(plan.chunks), 'voided');
  if (!result.ok) throw new Error(`${head.runId} cannot be booked back (${result.error.kind})`);
}

/** Books back what the attempt before this one left behind. */
export async function voidEarlierAttempt(
  deps: { readonly table: Table; readonly clock: Clock },
  head: RunHead,
): Promise<void> {
  if (head.attempt > 1) await voidAttempt(deps, { ...head, attempt: head.attempt - 1 });
}
