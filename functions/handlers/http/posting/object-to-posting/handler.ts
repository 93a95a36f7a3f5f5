import { type LodgeObjectionDeps, createLodgeObjection } from '../../../../app/posting/lodge-objection.ts';
import { objectToPosting } from '../../../../contracts/http/posting.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createObjectToPostingHandler(deps: EdgeDeps & LodgeObjectionDeps): HttpRoute {
  const run = createLodgeObjection(deps);
  return apiHandler(objectToPosting, deps, async ({ params, body, idempotency }) => {
    const done = await run({ ...params, ...body, idempotency });
    return done.ok ? ok({ status: 202, body: done.value }) : done;
  });
}
