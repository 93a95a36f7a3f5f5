import { createListPeriods } from '../../../../app/periods/list-periods.ts';
import { listPeriods } from '../../../../contracts/http/periods.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { periodBody } from '../period-body.ts';

export function createListPeriodsHandler(
  deps: EdgeDeps & Parameters<typeof createListPeriods>[0],
): HttpRoute {
  const list = createListPeriods(deps);
  return apiHandler(listPeriods, deps, async () =>
    ok({ status: 200, body: { periods: (await list()).map(periodBody) } }),
  );
}
