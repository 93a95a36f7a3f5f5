import { type StaffUsersDeps, createStaffUsers } from '../../../../app/access/staff-users.ts';
import { listUsers as listStored } from '../../../../app/access/users.ts';
import { listUsers } from '../../../../contracts/http/users.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { proposedGrantBody } from '../user-grant-body.ts';

export function createListUsersHandler(deps: EdgeDeps & StaffUsersDeps): HttpRoute {
  const { listProposals } = createStaffUsers(deps);
  return apiHandler(listUsers, deps, async ({ query: { cursor } }) => {
    const { items, ...next } = await listStored(deps.table, cursor);
    const proposed = cursor === undefined ? (await listProposals({ state: 'proposed' })).items : [];
    return ok({
      status: 200,
      body: {
        users: items.map(({ sub, grants }) => ({ userId: sub, grants: [...grants] })),
        proposals: proposed.map(proposedGrantBody),
        ...next,
      },
    });
  });
}
