import { type DecideAppealDeps, createDecideAppeal } from '../../../../app/appeals/decide-appeal.ts';
import { decideAppeal } from '../../../../contracts/http/review.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createDecideAppealHandler(deps: EdgeDeps & DecideAppealDeps): HttpRoute {
  const run = createDecideAppeal(deps);
  return apiHandler(decideAppeal, deps, async ({ params, body, permitFor, idempotency }) => {
    const done = await run({ appealId: params.id, ...body, permitFor, idempotency });
    return done.ok ? ok({ status: 200, body: done.value }) : done;
  });
}
