import { readChain } from '../subjects/read-chain.ts';
import { exceptionsOfPayment } from '../reconciliation/exceptions.ts';
import type { Table } from '../store/ports.ts';
import type { Claimed } from './payables.ts';
import { readRunHead } from './run-head.ts';

/**
 * Who had a part in an earlier instruction of a payment that goes out again: prepared its run, imported its results,
 * or settled an exception about it. None of them releases it (invariants.md 5); who released it before, may.
 * @param claimed what a chunk holds, by position
 */
export async function earlierParticipantsOf(
  table: Table,
  paymentIds: readonly string[],
  claimed: ReadonlyMap<number, Claimed>,
): Promise<readonly string[]> {
  const runIds = new Set<string>();
  const people = new Set<string>();
  for (const [position, claim] of claimed) {
    if (claim.kind !== 'held' || claim.earlierRunIds.length === 0) continue;
    for (const runId of claim.earlierRunIds) runIds.add(runId);
    for (const id of await exceptionStaff(table, paymentIds[position] ?? '')) people.add(id);
  }
  for (const runId of runIds) {
    const head = await readRunHead(table, runId);
    if (!head) continue;
    for (const id of [head.preparedBy, ...head.importers]) people.add(id);
  }
  return [...people];
}

/** Whoever is named in the chains of a payment's exceptions, which are settled long before it goes out again. */
async function exceptionStaff(table: Table, paymentId: string): Promise<readonly string[]> {
  const ids: string[] = [];
  const { items } = await table.queryIndex('gsi2', { pk: exceptionsOfPayment(paymentId) });
  for (const { pk } of items) {
    for await (const { actor } of readChain(table, pk)) if (actor.kind === 'staff') ids.push(actor.id);
  }
  return ids;
}
