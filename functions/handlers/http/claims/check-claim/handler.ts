import { type CheckFormDeps, checkForm } from '../../../../app/claims/form-errors.ts';
import { checkClaim } from '../../../../contracts/http/claims.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createCheckClaimHandler(deps: EdgeDeps & CheckFormDeps): HttpRoute {
  return apiHandler(checkClaim, deps, async ({ body: claim }) => {
    const checked = await checkForm(deps, claim);
    return checked.ok ? ok({ status: 204 }) : err({ kind: 'invalid-request', errors: checked.error });
  });
}
