import { createReadLeftOut } from '../../../../app/payments/read-run.ts';
import { listLeftOut } from '../../../../contracts/http/runs.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createListLeftOutHandler(
  deps: EdgeDeps & Parameters<typeof createReadLeftOut>[0],
): HttpRoute {
  const read = createReadLeftOut(deps);
  return apiHandler(listLeftOut, deps, async ({ params, query }) => {
    const { items: awards, ...next } = await read(params.runId, query.cursor);
    return ok({ status: 200, body: { awards, ...next } });
  });
}
