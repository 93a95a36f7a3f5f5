import { intakeOf } from '../../../../app/claims/intake.ts';
import { type SubmitClaimDeps, createSubmitClaim } from '../../../../app/claims/submit-claim.ts';
import { submitClaim } from '../../../../contracts/http/claims.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createSubmitClaimHandler(deps: EdgeDeps & SubmitClaimDeps): HttpRoute {
  const submit = createSubmitClaim(deps);
  return apiHandler(submitClaim, deps, async ({ body: claim, permitFor, idempotency }) => {
    const intake = intakeOf(claim, permitFor);
    if (!intake.ok) return intake;
    const receipt = await submit({ claim, ...intake.value, idempotency });
    return receipt.ok ? ok({ status: 202, body: receipt.value }) : receipt;
  });
}
