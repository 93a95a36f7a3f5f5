import { createListAppeals } from '../../../../app/appeals/list-appeals.ts';
import { listAppeals } from '../../../../contracts/http/appeals.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createListAppealsHandler(
  deps: EdgeDeps & Parameters<typeof createListAppeals>[0],
): HttpRoute {
  const list = createListAppeals(deps);
  return apiHandler(listAppeals, deps, async ({ query, admission: { grants } }) => {
    const { items: appeals, ...next } = await list({ ...query, grants });
    return ok({ status: 200, body: { appeals, ...next } });
  });
}
