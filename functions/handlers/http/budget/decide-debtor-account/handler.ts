import { staffActor } from '../../../../app/access/staff-actor.ts';
import { createDebtorAccounts, type DebtorAccountsDeps } from '../../../../app/payments/debtor-accounts.ts';
import { decideDebtorAccount } from '../../../../contracts/http/budget.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { debtorAccountAnswer } from '../debtor-account-body.ts';

export function createDecideDebtorAccountHandler(deps: EdgeDeps & DebtorAccountsDeps): HttpRoute {
  const { decide } = createDebtorAccounts(deps);
  return apiHandler(decideDebtorAccount, deps, async ({ params: { id }, body, admission, idempotency }) => {
    const done = await decide({ proposalId: id, ...body, actor: staffActor(admission), idempotency });
    return done.ok ? ok({ status: 200, body: debtorAccountAnswer(done.value) }) : done;
  });
}
