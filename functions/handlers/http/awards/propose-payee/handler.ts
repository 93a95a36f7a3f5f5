import { createProposePayee, type ProposePayeeDeps } from '../../../../app/awards/propose-payee.ts';
import { proposePayee } from '../../../../contracts/http/award-changes.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createProposePayeeHandler(deps: EdgeDeps & ProposePayeeDeps): HttpRoute {
  const propose = createProposePayee(deps);
  return apiHandler(proposePayee, deps, async ({ params, body, permitFor, idempotency }) => {
    const done = await propose({ ...params, ...body, permitFor, idempotency });
    return done.ok ? ok({ status: 202, body: done.value }) : done;
  });
}
