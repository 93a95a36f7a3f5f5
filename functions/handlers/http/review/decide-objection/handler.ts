import { type DecideObjectionDeps, createDecideObjection } from '../../../../app/posting/decide-objection.ts';
import { decideObjection } from '../../../../contracts/http/review.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createDecideObjectionHandler(deps: EdgeDeps & DecideObjectionDeps): HttpRoute {
  const run = createDecideObjection(deps);
  return apiHandler(decideObjection, deps, async ({ params, body, permitFor, idempotency }) => {
    const done = await run({ objectionId: params.id, ...body, permitFor, idempotency });
    return done.ok ? ok({ status: 200, body: done.value }) : done;
  });
}
