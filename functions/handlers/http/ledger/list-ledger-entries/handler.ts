import { createAccountStatement } from '../../../../app/ledger/account-statement.ts';
import { listLedgerEntries } from '../../../../contracts/http/ledger.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createListLedgerEntriesHandler(
  deps: EdgeDeps & Parameters<typeof createAccountStatement>[0],
): HttpRoute {
  const statement = createAccountStatement(deps);
  return apiHandler(listLedgerEntries, deps, async ({ query }) =>
    ok({ status: 200, body: await statement(query) }),
  );
}
