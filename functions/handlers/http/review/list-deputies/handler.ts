import { staffActor } from '../../../../app/access/staff-actor.ts';
import { type DeputiesDeps, createDeputies } from '../../../../app/review/deputies.ts';
import { listDeputies } from '../../../../contracts/http/deputies.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createListDeputiesHandler(deps: EdgeDeps & DeputiesDeps): HttpRoute {
  const { list } = createDeputies(deps);
  return apiHandler(listDeputies, deps, async ({ admission }) => {
    const { deputyships, reviewers } = await list(staffActor(admission));
    return ok({
      status: 200,
      body: {
        deputyships: deputyships.map(
          ({ deputyshipId, absentId, deputyId, from, until, namedBy, mayEnd }) => ({
            deputyshipId,
            absentId,
            deputyId,
            from,
            until,
            namedBy,
            mayEnd,
          }),
        ),
        reviewers,
      },
    });
  });
}
