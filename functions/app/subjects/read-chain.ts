import { auditEntrySchema } from '../../contracts/store/audit-entry.ts';
import type { AuditEntry } from '../../domain/audit/chain.ts';
import type { Table } from '../store/ports.ts';

/** A subject's audit entries, oldest first. @param pk its partition (`subjectPk`) */
export async function* readChain(table: Table, pk: string): AsyncGenerator<AuditEntry> {
  let cursor: string | undefined;
  do {
    const page = await table.query({
      pk,
      sk: { beginsWith: 'AUDIT#' },
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const item of page.items) yield auditEntrySchema.parse(item);
    cursor = page.cursor;
  } while (cursor !== undefined);
}
