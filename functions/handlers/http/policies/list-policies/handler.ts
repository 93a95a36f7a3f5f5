import { createListPolicies, type ListPoliciesDeps } from '../../../../app/programmes/list-policies.ts';
import { listPolicies } from '../../../../contracts/http/policies.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createListPoliciesHandler(deps: EdgeDeps & ListPoliciesDeps): HttpRoute {
  const list = createListPolicies(deps);
  return apiHandler(listPolicies, deps, async ({ language }) =>
    ok({ status: 200, body: { policies: await list(language) } }),
  );
}
