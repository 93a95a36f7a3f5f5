import { createTrialBalance } from '../../../../app/ledger/trial-balance.ts';
import { readTrialBalance } from '../../../../contracts/http/ledger.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createReadTrialBalanceHandler(
  deps: EdgeDeps & Parameters<typeof createTrialBalance>[0],
): HttpRoute {
  const trialBalance = createTrialBalance(deps);
  return apiHandler(readTrialBalance, deps, async ({ query: { recompute, ...narrowed } }) =>
    ok({ status: 200, body: await trialBalance({ ...narrowed, recompute: recompute === 'true' }) }),
  );
}
