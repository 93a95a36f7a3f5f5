import { createBudgetReport } from '../../../../app/ledger/budget-report.ts';
import { readBudgetReport } from '../../../../contracts/http/budget.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { budgetCsv } from '../budget-csv.ts';

export function createReadBudgetReportHandler(
  deps: EdgeDeps & Parameters<typeof createBudgetReport>[0],
): HttpRoute {
  const report = createBudgetReport(deps);
  return apiHandler(readBudgetReport, deps, async ({ query, wantsCsv, language }) => {
    const body = await report(query);
    if (!wantsCsv) return ok({ status: 200, body });
    const file = {
      content: budgetCsv(body, language),
      mediaType: 'text/csv; charset=utf-8',
      name: 'budget.csv',
    };
    return ok({ status: 200, file });
  });
}
