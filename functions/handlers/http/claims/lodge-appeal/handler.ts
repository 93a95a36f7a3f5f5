import { type LodgeAppealDeps, createLodgeAppeal } from '../../../../app/appeals/lodge-appeal.ts';
import { lodgeAppeal } from '../../../../contracts/http/claims.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createLodgeAppealHandler(deps: EdgeDeps & LodgeAppealDeps): HttpRoute {
  const run = createLodgeAppeal(deps);
  return apiHandler(lodgeAppeal, deps, async ({ params, body, permitFor, idempotency }) => {
    const done = await run({ ...params, ...body, permitFor, idempotency });
    return done.ok ? ok({ status: 202, body: done.value }) : done;
  });
}
