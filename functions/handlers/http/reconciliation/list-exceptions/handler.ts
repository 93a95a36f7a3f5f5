import { createListExceptions } from '../../../../app/reconciliation/handle-exception.ts';
import { listExceptions } from '../../../../contracts/http/reconciliation.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { exceptionBody } from '../exception-body.ts';

export function createListExceptionsHandler(
  deps: EdgeDeps & Parameters<typeof createListExceptions>[0],
): HttpRoute {
  const list = createListExceptions(deps);
  return apiHandler(listExceptions, deps, async ({ query: { status: state, ...page } }) => {
    const { items, ...next } = await list({ state, ...page });
    return ok({ status: 200, body: { exceptions: items.map(exceptionBody), ...next } });
  });
}
