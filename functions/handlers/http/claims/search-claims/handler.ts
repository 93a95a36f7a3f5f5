import { staffActor } from '../../../../app/access/staff-actor.ts';
import { type SearchClaimsDeps, createSearchClaims } from '../../../../app/claims/search-claims.ts';
import { searchClaims } from '../../../../contracts/http/claim-search.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createSearchClaimsHandler(deps: EdgeDeps & SearchClaimsDeps): HttpRoute {
  const search = createSearchClaims(deps);
  return apiHandler(searchClaims, deps, async ({ body, admission, idempotency }) => {
    const found = await search({
      ...body,
      grants: admission.grants,
      actor: staffActor(admission),
      idempotency,
    });
    return found.ok ? ok({ status: 200, body: { claims: found.value } }) : found;
  });
}
