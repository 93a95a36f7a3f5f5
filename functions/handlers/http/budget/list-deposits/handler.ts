import { createDeposits, type DepositsDeps } from '../../../../app/ledger/deposits.ts';
import { listDeposits } from '../../../../contracts/http/deposits.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { depositBody } from '../deposit-body.ts';

export function createListDepositsHandler(deps: EdgeDeps & DepositsDeps): HttpRoute {
  const { list } = createDeposits(deps);
  return apiHandler(listDeposits, deps, async ({ query: { status, cursor } }) => {
    const { items, ...next } = await list({
      ...(status === undefined ? {} : { state: status }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    return ok({ status: 200, body: { deposits: items.map(depositBody), ...next } });
  });
}
