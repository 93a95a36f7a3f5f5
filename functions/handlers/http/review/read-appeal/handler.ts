import { type ReadAppealDeps, createReadAppeal } from '../../../../app/appeals/read-appeal.ts';
import { readAppeal } from '../../../../contracts/http/appeals.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createReadAppealHandler(deps: EdgeDeps & ReadAppealDeps): HttpRoute {
  const read = createReadAppeal(deps);
  return apiHandler(readAppeal, deps, async ({ params, permitFor }) => {
    const opened = await read({ appealId: params.id, permitFor });
    return opened.ok ? ok({ status: 200, body: opened.value }) : opened;
  });
}
