import { createWithdrawClaim } from '../../../../app/claims/withdraw-claim.ts';
import { withdrawClaim } from '../../../../contracts/http/claims.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createWithdrawClaimHandler(
  deps: EdgeDeps & Parameters<typeof createWithdrawClaim>[0],
): HttpRoute {
  const run = createWithdrawClaim(deps);
  return apiHandler(withdrawClaim, deps, async ({ params, permitFor, idempotency }) => {
    const done = await run({ ...params, permitFor, idempotency });
    return done.ok ? ok({ status: 202, body: done.value }) : done;
  });
}
