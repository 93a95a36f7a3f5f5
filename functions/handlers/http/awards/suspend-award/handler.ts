import type { StopPayingDeps } from '../../../../app/awards/stop-paying.ts';
import { createSuspendAward } from '../../../../app/awards/suspend-award.ts';
import { suspendAward } from '../../../../contracts/http/award-changes.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createSuspendAwardHandler(deps: EdgeDeps & StopPayingDeps): HttpRoute {
  const run = createSuspendAward(deps);
  return apiHandler(suspendAward, deps, async ({ params, body, permitFor, idempotency }) => {
    const done = await run({ ...params, ...body, permitFor, idempotency });
    return done.ok ? ok({ status: 200, body: done.value }) : done;
  });
}
