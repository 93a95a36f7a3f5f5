import { createListAuditEntries } from '../../../../app/audit/list-audit-entries.ts';
import type { Clock } from '../../../../app/ports/clock.ts';
import type { Table } from '../../../../app/store/ports.ts';
import { listAuditEntries } from '../../../../contracts/http/audit.ts';
import { ok } from '../../../../domain/result/result.ts';
import { calendarDate } from '../../../../domain/time/calendar-date.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createListAuditEntriesHandler(
  deps: EdgeDeps & { readonly table: Table; readonly clock: Clock },
): HttpRoute {
  const list = createListAuditEntries(deps);
  return apiHandler(listAuditEntries, deps, async ({ query: { kind, id, on, cursor } }) => {
    const subject = kind !== undefined && id !== undefined ? { kind, id } : undefined;
    // Days of the audit are days of its instants, UTC.
    const day = on ?? calendarDate(deps.clock.now().slice(0, 10));
    const { items: entries, ...next } = await list({ subject, on: day, cursor });
    return ok({ status: 200, body: { entries, ...next } });
  });
}
