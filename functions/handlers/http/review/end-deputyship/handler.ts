import { staffActor } from '../../../../app/access/staff-actor.ts';
import { type DeputiesDeps, createDeputies } from '../../../../app/review/deputies.ts';
import { endDeputyship } from '../../../../contracts/http/deputies.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createEndDeputyshipHandler(deps: EdgeDeps & DeputiesDeps): HttpRoute {
  const { end } = createDeputies(deps);
  return apiHandler(endDeputyship, deps, async ({ params: { id }, admission }) => {
    const done = await end({ deputyshipId: id, actor: staffActor(admission) });
    return done.ok ? ok({ status: 200, body: done.value }) : done;
  });
}
