import type { Clock } from '../../../../app/ports/clock.ts';
import { createListReceivables } from '../../../../app/receivables/list-receivables.ts';
import { listReceivables } from '../../../../contracts/http/receivables.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { receivableBody } from '../receivable-body.ts';

export function createListReceivablesHandler(
  deps: EdgeDeps & Parameters<typeof createListReceivables>[0] & { readonly clock: Clock },
): HttpRoute {
  const list = createListReceivables(deps);
  return apiHandler(listReceivables, deps, async ({ query: { status: state, paymentId, ...page } }) => {
    const today = deps.clock.today();
    const { items, ...next } = await list({
      ...(paymentId === undefined ? { state } : { paymentId }),
      ...page,
    });
    return ok({
      status: 200,
      body: { receivables: items.map((receivable) => receivableBody(receivable, today)), ...next },
    });
  });
}
