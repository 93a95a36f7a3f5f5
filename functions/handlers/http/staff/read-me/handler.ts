import { readMe } from '../../../../contracts/http/staff.ts';
import { ok } from '../../../../domain/result/result.ts';
import { staffActor } from '../../../../app/access/staff-actor.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createReadMeHandler(deps: EdgeDeps): HttpRoute {
  return apiHandler(readMe, deps, async ({ admission }) =>
    ok({
      status: 200,
      body: {
        userId: staffActor(admission).id,
        grants: admission.grants.map(({ role, areaCode }) => ({ role, areaCode })),
      },
    }),
  );
}
