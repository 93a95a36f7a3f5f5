import { readRunHead } from '../payments/run-head.ts';
import type { Table } from '../store/ports.ts';
import type { ReceivableHead } from './receivable-head.ts';

/**
 * The receivable without an instalment that no run keeps back any more: what a cancelled run, or an attempt that was
 * given up, had reserved counts for nothing, like the payments it held.
 */
export async function withoutStaleReservation(table: Table, head: ReceivableHead): Promise<ReceivableHead> {
  const { reserved, ...rest } = head;
  if (!reserved) return head;
  const run = await readRunHead(table, reserved.runId);
  const stands = run !== undefined && run.state !== 'cancelled' && run.attempt === reserved.attempt;
  return stands ? head : rest;
}
