import { createShownPayees, type ShownPayeesDeps } from '../../../../app/awards/shown-payees.ts';
import { createCompareRun } from '../../../../app/payments/compare-run.ts';
import { compareRun } from '../../../../contracts/http/run-comparison.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createCompareRunHandler(deps: EdgeDeps & ShownPayeesDeps): HttpRoute {
  const compare = createCompareRun(deps);
  const withPayees = createShownPayees(deps);
  return apiHandler(compareRun, deps, async ({ params, query }) => {
    const page = await compare({ ...params, ...query });
    if (!page) return err({ kind: 'not-found' });
    return ok({ status: 200, body: { ...page, changed: await withPayees(page.changed) } });
  });
}
