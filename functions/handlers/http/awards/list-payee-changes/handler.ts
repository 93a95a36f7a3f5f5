import { createListPayeeChanges } from '../../../../app/awards/list-payee-changes.ts';
import { listPayeeChanges } from '../../../../contracts/http/award-changes.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createListPayeeChangesHandler(
  deps: EdgeDeps & Parameters<typeof createListPayeeChanges>[0],
): HttpRoute {
  const list = createListPayeeChanges(deps);
  return apiHandler(listPayeeChanges, deps, async ({ query, admission: { grants } }) => {
    const { items: changes, ...next } = await list({ ...query, grants });
    return ok({ status: 200, body: { changes, ...next } });
  });
}
