import { createHash } from 'node:crypto';
import type { Actor } from '../../domain/audit/actor.ts';
import { merkleRoot } from '../../domain/audit/merkle.ts';
import type { ChunkOutcomes } from '../../domain/reconciliation/chunk-outcomes.ts';
import { changeRun, type RunHead } from '../payments/run-head.ts';
import { totalsKey } from '../payments/run-keys.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Action } from '../store/ports.ts';

/** Adds to what a run's totals gain. */
export function addGain(gained: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, by] of Object.entries(more)) gained[name] = (gained[name] ?? 0) + by;
}

/**
 * The run's part of a transaction that books results: its audit entry, which stands for all the payments by a root
 * over what their chunks came to, and its totals, which gain what the entry says.
 * @param gained attributes of the totals, and by how much they grow
 * @param chunks hashes of the chunks' outcomes afterwards
 * @param message content hash of the bank's message that brought them
 * @throws an error named StoreUnavailable when the run was cancelled since the message was read: read anew, it speaks of
 * payments that were never sent
 */
export function bookResults(
  before: RunHead,
  gained: Readonly<Record<string, number>>,
  chunks: readonly string[],
  moment: { readonly actor: Actor; readonly at: string },
  message: string,
): { readonly head: RunHead; readonly actions: readonly Action[] } {
  const { importers } = before;
  if (before.state === 'cancelled') {
    throw stepError('StoreUnavailable', `${before.runId} was cancelled meanwhile`);
  }
  const { kind, id } = moment.actor;
  const after =
    kind !== 'staff' || importers.includes(id) ? before : { ...before, importers: [...importers, id] };
  const { head, actions } = changeRun(before, after, 'results-booked', moment, {
    message,
    chunks: chunks.length,
    root: merkleRoot(chunks),
    ...gained,
  });
  if (Object.keys(gained).length === 0) return { head, actions };
  return { head, actions: [...actions, { update: totalsKey(before.runId, before.attempt), add: gained }] };
}

/** What a chunk came to: its outcomes and what settled each. */
export function hashOf(after: ChunkOutcomes): string {
  return createHash('sha256')
    .update(after.codes)
    .update(Buffer.from(after.settledBy.buffer, after.settledBy.byteOffset, after.settledBy.byteLength))
    .digest('hex');
}
