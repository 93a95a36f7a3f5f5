import { createReconciliationReport } from '../../../../app/payments/read-run.ts';
import { readReconciliation } from '../../../../contracts/http/reconciliation.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { withReasonWords } from '../../reason-words.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createReadReconciliationHandler(
  deps: EdgeDeps & Parameters<typeof createReconciliationReport>[0],
): HttpRoute {
  const read = createReconciliationReport(deps);
  return apiHandler(readReconciliation, deps, async ({ params, query, language }) => {
    const found = await read(params.runId, query.cursor);
    if (!found) return err({ kind: 'not-found' });
    const deviations = found.deviations.map((payment) => withReasonWords(payment, language));
    return ok({ status: 200, body: { ...found, deviations } });
  });
}
