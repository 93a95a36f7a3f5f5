import {
  type ForeseeEntitlementDeps,
  createForeseeEntitlement,
} from '../../../../app/programmes/foresee-entitlement.ts';
import { foreseeEntitlement } from '../../../../contracts/http/entitlement.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createForeseeEntitlementHandler(deps: EdgeDeps & ForeseeEntitlementDeps): HttpRoute {
  const foresee = createForeseeEntitlement(deps);
  return apiHandler(foreseeEntitlement, deps, async ({ body, language }) =>
    ok({ status: 200, body: { programmes: await foresee(body, language) } }),
  );
}
