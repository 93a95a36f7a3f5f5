import { auditEntrySchema, type StoredAuditEntry } from '../../contracts/store/audit-entry.ts';
import type { Item, Table } from '../store/ports.ts';

/** A subject's audit entries as they are stored, oldest first. @param pk its partition (`subjectPk`) */
export async function* readChainItems(table: Table, pk: string): AsyncGenerator<Item> {
  let cursor: string | undefined;
  do {
    const page = await table.query({
      pk,
      sk: { beginsWith: 'AUDIT#' },
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** A subject's audit entries, oldest first. @param pk its partition (`subjectPk`) */
export async function* readChain(table: Table, pk: string): AsyncGenerator<StoredAuditEntry> {
  for await (const item of readChainItems(table, pk)) yield auditEntrySchema.parse(item);
}
