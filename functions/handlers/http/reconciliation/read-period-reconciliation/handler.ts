import { createReconcilePeriod } from '../../../../app/reconciliation/reconcile-period.ts';
import { readPeriodReconciliation } from '../../../../contracts/http/period-reconciliation.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createReadPeriodReconciliationHandler(
  deps: EdgeDeps & Parameters<typeof createReconcilePeriod>[0],
): HttpRoute {
  const reconcile = createReconcilePeriod(deps);
  return apiHandler(readPeriodReconciliation, deps, async ({ query: { programme, period } }) => {
    const found = await reconcile(programme, period);
    return found ? ok({ status: 200, body: found }) : err({ kind: 'not-found' });
  });
}
