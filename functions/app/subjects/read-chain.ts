import { auditEntrySchema, type StoredAuditEntry } from '../../contracts/store/audit-entry.ts';
import { itemPages } from '../store/pages.ts';
import type { Item, Table } from '../store/ports.ts';

/** A subject's audit entries as they are stored, oldest first. @param pk its partition (`subjectPk`) */
export async function* readChainItems(table: Table, pk: string): AsyncGenerator<Item> {
  for await (const items of itemPages(table, { pk, sk: { beginsWith: 'AUDIT#' } })) yield* items;
}

/** A subject's audit entries, oldest first. @param pk its partition (`subjectPk`) */
export async function* readChain(table: Table, pk: string): AsyncGenerator<StoredAuditEntry> {
  for await (const item of readChainItems(table, pk)) yield auditEntrySchema.parse(item);
}
