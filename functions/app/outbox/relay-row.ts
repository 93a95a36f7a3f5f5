import type { Item, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { type OutboxSinks, deliver } from './deliver.ts';

/** Delivers a row and takes it out of the outbox. @throws when either failed: the row stands, and goes out again */
export async function relayRow(
  { table, sinks }: { readonly table: Table; readonly sinks: OutboxSinks },
  row: Item,
): Promise<void> {
  const written = await transact(table, await deliver(row, sinks));
  if (!written.ok) {
    throw new Error(`outbox row ${row.pk} ${row.sk} was not taken out`, { cause: written.error });
  }
}
