import { createAccountStatement } from '../../../../app/ledger/account-statement.ts';
import { createWholeStatement } from '../../../../app/ledger/whole-statement.ts';
import { listLedgerEntries } from '../../../../contracts/http/ledger.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { statementCsv } from '../statement-csv.ts';

export function createListLedgerEntriesHandler(
  deps: EdgeDeps & Parameters<typeof createAccountStatement>[0],
): HttpRoute {
  const statement = createAccountStatement(deps);
  const whole = createWholeStatement(deps);
  return apiHandler(listLedgerEntries, deps, async ({ query, wantsCsv, language }) => {
    if (!wantsCsv) return ok({ status: 200, body: await statement(query) });
    const { cursor: _cursor, ...asked } = query;
    const entries = await whole(asked);
    if (!entries.ok) return entries;
    const file = {
      content: statementCsv(entries.value, language),
      mediaType: 'text/csv; charset=utf-8',
      name: `${query.account}.csv`,
    };
    return ok({ status: 200, file });
  });
}
