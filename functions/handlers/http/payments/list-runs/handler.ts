import { createListRuns } from '../../../../app/payments/read-run.ts';
import { listRuns } from '../../../../contracts/http/runs.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createListRunsHandler(deps: EdgeDeps & Parameters<typeof createListRuns>[0]): HttpRoute {
  const list = createListRuns(deps);
  return apiHandler(listRuns, deps, async ({ query }) => {
    const { items: runs, ...next } = await list(query);
    return ok({ status: 200, body: { runs, ...next } });
  });
}
