import { createListObjections } from '../../../../app/posting/list-objections.ts';
import { listObjections } from '../../../../contracts/http/objections.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createListObjectionsHandler(
  deps: EdgeDeps & Parameters<typeof createListObjections>[0],
): HttpRoute {
  const list = createListObjections(deps);
  return apiHandler(listObjections, deps, async ({ query, admission: { grants } }) => {
    const { items: objections, ...next } = await list({ ...query, grants });
    return ok({ status: 200, body: { objections, ...next } });
  });
}
