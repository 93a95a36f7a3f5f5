import { type ReadClaimDeps, createReadClaim } from '../../../../app/claims/read-claim.ts';
import { readClaim } from '../../../../contracts/http/claims.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { claimBody } from '../claim-body.ts';

export function createReadClaimHandler(deps: EdgeDeps & ReadClaimDeps): HttpRoute {
  const read = createReadClaim(deps);
  return apiHandler(readClaim, deps, async ({ params, permitFor, language }) => {
    const claim = await read({ ...params, permitFor, language });
    return claim.ok ? ok({ status: 200, body: claimBody(claim.value, language) }) : claim;
  });
}
