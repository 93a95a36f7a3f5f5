import { createEndAward, type EndAwardDeps } from '../../../../app/awards/end-award.ts';
import { endAward } from '../../../../contracts/http/award-changes.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createEndAwardHandler(deps: EdgeDeps & EndAwardDeps): HttpRoute {
  const run = createEndAward(deps);
  return apiHandler(endAward, deps, async ({ params, body, permitFor, idempotency }) => {
    const done = await run({ ...params, ...body, permitFor, idempotency });
    return done.ok ? ok({ status: 200, body: done.value }) : done;
  });
}
