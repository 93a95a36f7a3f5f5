import { outboxRow } from '../outbox/outbox-row.ts';
import type { Clock } from '../ports/clock.ts';
import type { Table } from '../store/ports.ts';
import { mostActions, transact } from '../store/transact.ts';

/**
 * Leaves the rest of a queue for an appropriation's money to a later call of its allocator.
 * @param named claims that the index may not list yet: the later call is told of each again
 */
export async function goOnLater(
  { table, clock }: { readonly table: Table; readonly clock: Clock },
  appropriationId: string,
  named: readonly string[],
): Promise<void> {
  const at = clock.now();
  const messages = [undefined, ...new Set(named)].map((claimId) =>
    outboxRow(at, `allocate/${appropriationId}/${claimId ?? ''}`, {
      type: 'allocate',
      appropriationId,
      ...(claimId === undefined ? {} : { claimId }),
    }),
  );
  for (let from = 0; from < messages.length; from += mostActions) {
    await transact(table, messages.slice(from, from + mostActions));
  }
}
