import { staffActor } from '../../../../app/access/staff-actor.ts';
import { type DeputiesDeps, createDeputies } from '../../../../app/review/deputies.ts';
import { nameDeputy } from '../../../../contracts/http/deputies.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createNameDeputyHandler(deps: EdgeDeps & DeputiesDeps): HttpRoute {
  const { name } = createDeputies(deps);
  return apiHandler(nameDeputy, deps, async ({ body, admission, idempotency }) => {
    const done = await name({ ...body, actor: staffActor(admission), idempotency });
    return done.ok ? ok({ status: 200, body: done.value }) : done;
  });
}
