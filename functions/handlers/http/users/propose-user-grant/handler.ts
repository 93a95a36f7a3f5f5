import { staffActor } from '../../../../app/access/staff-actor.ts';
import { type StaffUsersDeps, createStaffUsers } from '../../../../app/access/staff-users.ts';
import { proposeUserGrant } from '../../../../contracts/http/users.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { userGrantAnswer } from '../user-grant-body.ts';

export function createProposeUserGrantHandler(deps: EdgeDeps & StaffUsersDeps): HttpRoute {
  const { propose } = createStaffUsers(deps);
  return apiHandler(proposeUserGrant, deps, async ({ body, admission, idempotency }) => {
    const proposed = await propose({ ...body, actor: staffActor(admission), idempotency });
    return proposed.ok ? ok({ status: 202, body: userGrantAnswer(proposed.value) }) : proposed;
  });
}
