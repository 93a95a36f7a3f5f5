import { createLedgerEntries } from '../../../../app/ledger/entries.ts';
import { listLedgerEntries } from '../../../../contracts/http/ledger.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createListLedgerEntriesHandler(
  deps: EdgeDeps & Parameters<typeof createLedgerEntries>[0],
): HttpRoute {
  const list = createLedgerEntries(deps);
  return apiHandler(listLedgerEntries, deps, async ({ query }) => {
    const { items: entries, ...next } = await list(query);
    return ok({ status: 200, body: { entries, ...next } });
  });
}
