import type { Clock } from '../../../../app/ports/clock.ts';
import { createListExceptions } from '../../../../app/reconciliation/list-exceptions.ts';
import { listExceptions } from '../../../../contracts/http/reconciliation.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { exceptionBody } from '../exception-body.ts';

export function createListExceptionsHandler(
  deps: EdgeDeps & Parameters<typeof createListExceptions>[0] & { readonly clock: Clock },
): HttpRoute {
  const list = createListExceptions(deps);
  return apiHandler(listExceptions, deps, async ({ query: { status: state, ...query }, language }) => {
    const today = deps.clock.today();
    const { items, ...next } = await list({ state, ...query });
    const exceptions = items.map((exception) => exceptionBody(exception, today, language));
    return ok({ status: 200, body: { exceptions, ...next } });
  });
}
