import { createFindVoucher } from '../../../../app/ledger/find-voucher.ts';
import { readVoucher } from '../../../../contracts/http/ledger.ts';
import { parseVoucherNumber } from '../../../../domain/ledger/voucher.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createReadVoucherHandler(
  deps: EdgeDeps & Parameters<typeof createFindVoucher>[0],
): HttpRoute {
  const find = createFindVoucher(deps);
  return apiHandler(readVoucher, deps, async ({ params }) => {
    const named = parseVoucherNumber(params.number);
    const entries = named && (await find(named));
    return entries ? ok({ status: 200, body: { ...named, entries } }) : err({ kind: 'not-found' });
  });
}
