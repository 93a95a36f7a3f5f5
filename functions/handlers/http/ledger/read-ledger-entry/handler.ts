import { createExplainEntry } from '../../../../app/ledger/explain-entry.ts';
import { readLedgerEntry } from '../../../../contracts/http/ledger.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createReadLedgerEntryHandler(
  deps: EdgeDeps & Parameters<typeof createExplainEntry>[0],
): HttpRoute {
  const explain = createExplainEntry(deps);
  return apiHandler(readLedgerEntry, deps, async ({ query: { id, cursor } }) => {
    const found = await explain(id, cursor);
    return found ? ok({ status: 200, body: found }) : err({ kind: 'not-found' });
  });
}
