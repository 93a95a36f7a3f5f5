import { type CompareRunDeps, createCompareRun } from '../../../../app/payments/compare-run.ts';
import { compareRun } from '../../../../contracts/http/run-comparison.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createCompareRunHandler(deps: EdgeDeps & CompareRunDeps): HttpRoute {
  const compare = createCompareRun(deps);
  return apiHandler(compareRun, deps, async ({ params, query }) => {
    const page = await compare(params.runId, query.cursor);
    return page ? ok({ status: 200, body: page }) : err({ kind: 'not-found' });
  });
}
