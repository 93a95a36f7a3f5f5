import { staffActor } from '../../../../app/access/staff-actor.ts';
import { createDebtorAccounts, type DebtorAccountsDeps } from '../../../../app/payments/debtor-accounts.ts';
import { proposeDebtorAccount } from '../../../../contracts/http/budget.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { debtorAccountAnswer } from '../debtor-account-body.ts';

export function createProposeDebtorAccountHandler(deps: EdgeDeps & DebtorAccountsDeps): HttpRoute {
  const { propose } = createDebtorAccounts(deps);
  return apiHandler(proposeDebtorAccount, deps, async ({ body, admission, idempotency }) => {
    const done = await propose(body, staffActor(admission), idempotency);
    return done.ok ? ok({ status: 202, body: debtorAccountAnswer(done.value) }) : done;
  });
}
