import { nameExceptions } from '../../../../app/reconciliation/named-exceptions.ts';
import { createProveCash } from '../../../../app/reconciliation/prove-cash.ts';
import { readCashProof } from '../../../../contracts/http/cash-proof.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createReadCashProofHandler(
  deps: EdgeDeps & Parameters<typeof createProveCash>[0],
): HttpRoute {
  const proveCash = createProveCash(deps);
  return apiHandler(readCashProof, deps, async ({ query: { account, ...days } }) => {
    const accounts = await proveCash({ ...days, ...(account === undefined ? {} : { bankAccount: account }) });
    const ids = accounts.flatMap((one) => one.days.flatMap(({ openExceptions }) => openExceptions));
    return ok({ status: 200, body: { accounts, exceptions: await nameExceptions(deps.table, ids) } });
  });
}
