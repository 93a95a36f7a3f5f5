import { instructionIdOf } from '../../domain/payments/payment-id.ts';
import type { Clock } from '../ports/clock.ts';
import type { Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { readChunk, readSeals } from './chunks.ts';
import { readMany } from '../store/read-many.ts';
import { changeInstruction, parseInstruction } from './instructions.ts';
import { chunkNumbers } from './post-chunks.ts';
import { type RunHead, stepActor } from './run-head.ts';
import { instructionKey } from './run-keys.ts';

/**
 * Marks the instructions that this run sends again as replaced. Those of a file that was refused whole have no head
 * of their own; their row names the newer reissue, which says as much.
 */
export async function markReplaced(
  deps: { readonly table: Table; readonly clock: Clock },
  head: RunHead,
): Promise<void> {
  const { table } = deps;
  const { runId, attempt } = head;
  const seals = await readSeals(table, head, chunkNumbers(head.chunks ?? 0));
  for (const [chunk, seal] of seals.entries()) {
    if (seal.reissues.length === 0) continue;
    const payments = await readChunk(table, { runId, attempt, chunk });
    const keys = seal.reissues.map(({ position, reissue }) =>
      instructionKey(instructionIdOf(payments?.paymentIds[position] ?? '', reissue - 1)),
    );
    for (const item of await readMany(table, keys)) {
      if (!item) continue;
      const before = parseInstruction(item);
      if (before.state === 'replaced') continue;
      const { version: _version, auditHash: _hash, state: _state, reason: _reason, ...facts } = before;
      const change = {
        event: 'reissue-released',
        actor: stepActor('send-files'),
        at: deps.clock.now(),
        detail: { replacedIn: runId },
      } as const;
      // Refused only when another worker has just done the same.
      await transact(table, changeInstruction(facts, before, change));
    }
  }
}
