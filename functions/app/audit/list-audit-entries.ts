import { auditEntrySchema } from '../../contracts/store/audit-entry.ts';
import type { AuditEntry } from '../../domain/audit/chain.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Page, Table } from '../store/ports.ts';
import { auditDay, auditShards, subjectPk } from '../subjects/change.ts';

export interface ListAuditEntriesInput {
  /** One subject's chain, oldest first … */
  readonly subject?: { readonly kind: string; readonly id: string } | undefined;
  /** … or all that happened on one day (UTC), shard after shard. */
  readonly on?: CalendarDate | undefined;
  readonly cursor?: string | undefined;
}

const pageSize = 100;

/** The audit as auditors page through it. */
export function createListAuditEntries(deps: {
  readonly table: Table;
}): (input: ListAuditEntriesInput) => Promise<Page<AuditEntry>> {
  const { table } = deps;

  async function ofSubject(pk: string, cursor: string | undefined): Promise<Page<AuditEntry>> {
    const page = await table.query({
      pk,
      sk: { beginsWith: 'AUDIT#' },
      limit: pageSize,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const items = page.items.map((item) => auditEntrySchema.parse(item));
    return { items, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) };
  }

  async function ofDay(on: CalendarDate, cursor: string | undefined): Promise<Page<AuditEntry>> {
    const [shardText = '0', inner = ''] = cursor?.split('|') ?? [];
    const shard = Number(shardText);
    const page = await table.queryIndex('gsi1', {
      pk: auditDay(on, shard),
      limit: pageSize,
      ...(inner === '' ? {} : { cursor: inner }),
    });
    const stored = await table.getMany(page.items);
    const items = stored.flatMap((item) => (item ? [auditEntrySchema.parse(item)] : []));
    if (page.cursor !== undefined) return { items, cursor: `${String(shard)}|${page.cursor}` };
    return shard + 1 < auditShards ? { items, cursor: `${String(shard + 1)}|` } : { items };
  }

  return async ({ subject, on, cursor }) => {
    if (subject) return ofSubject(subjectPk(subject.kind, subject.id), cursor);
    return on ? ofDay(on, cursor) : { items: [] };
  };
}
