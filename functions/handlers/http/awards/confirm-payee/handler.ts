import { createConfirmPayee, type ConfirmPayeeDeps } from '../../../../app/awards/confirm-payee.ts';
import { confirmPayee } from '../../../../contracts/http/award-changes.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createConfirmPayeeHandler(deps: EdgeDeps & ConfirmPayeeDeps): HttpRoute {
  const run = createConfirmPayee(deps);
  return apiHandler(confirmPayee, deps, async ({ params, body, permitFor, idempotency }) => {
    const done = await run({ ...params, ...body, permitFor, idempotency });
    return done.ok ? ok({ status: 200, body: done.value }) : done;
  });
}
