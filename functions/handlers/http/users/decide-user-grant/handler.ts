import { staffActor } from '../../../../app/access/staff-actor.ts';
import { type StaffUsersDeps, createStaffUsers } from '../../../../app/access/staff-users.ts';
import { decideUserGrant } from '../../../../contracts/http/users.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { userGrantAnswer } from '../user-grant-body.ts';

export function createDecideUserGrantHandler(deps: EdgeDeps & StaffUsersDeps): HttpRoute {
  const { decide } = createStaffUsers(deps);
  return apiHandler(decideUserGrant, deps, async ({ params: { id }, body, admission, idempotency }) => {
    const done = await decide({ proposalId: id, ...body, actor: staffActor(admission), idempotency });
    return done.ok ? ok({ status: 200, body: userGrantAnswer(done.value) }) : done;
  });
}
