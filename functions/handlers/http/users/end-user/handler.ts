import { staffActor } from '../../../../app/access/staff-actor.ts';
import { type StaffUsersDeps, createStaffUsers } from '../../../../app/access/staff-users.ts';
import { endUser } from '../../../../contracts/http/users.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createEndUserHandler(deps: EdgeDeps & StaffUsersDeps): HttpRoute {
  const { end } = createStaffUsers(deps);
  return apiHandler(endUser, deps, async ({ params: { id }, admission }) => {
    const ended = await end(id, staffActor(admission));
    return ended.ok ? ok({ status: 200, body: ended.value }) : ended;
  });
}
