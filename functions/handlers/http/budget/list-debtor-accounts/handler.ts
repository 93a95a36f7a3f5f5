import { createDebtorAccounts, type DebtorAccountsDeps } from '../../../../app/payments/debtor-accounts.ts';
import { listDebtorAccounts } from '../../../../contracts/http/budget.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { currentAccountBody, proposedAccountBody } from '../debtor-account-body.ts';

export function createListDebtorAccountsHandler(deps: EdgeDeps & DebtorAccountsDeps): HttpRoute {
  const { current, list } = createDebtorAccounts(deps);
  return apiHandler(listDebtorAccounts, deps, async ({ query: { status, cursor } }) => {
    const { items, ...next } = await list({
      ...(status === undefined ? {} : { state: status }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    const accounts = (await current()).map(currentAccountBody);
    return ok({
      status: 200,
      body: { current: accounts, proposals: items.map(proposedAccountBody), ...next },
    });
  });
}
