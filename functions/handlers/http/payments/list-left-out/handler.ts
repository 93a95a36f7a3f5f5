import { createListLeftOut } from '../../../../app/payments/list-left-out.ts';
import { listLeftOut } from '../../../../contracts/http/runs.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createListLeftOutHandler(
  deps: EdgeDeps & Parameters<typeof createListLeftOut>[0],
): HttpRoute {
  const list = createListLeftOut(deps);
  return apiHandler(listLeftOut, deps, async ({ params, query }) => {
    const { items: awards, ...next } = await list({ ...params, ...query });
    return ok({ status: 200, body: { awards, ...next } });
  });
}
