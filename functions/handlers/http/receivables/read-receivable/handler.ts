import type { Clock } from '../../../../app/ports/clock.ts';
import { createReadReceivable } from '../../../../app/receivables/list-receivables.ts';
import { readReceivable } from '../../../../contracts/http/receivables.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { receivableBody } from '../receivable-body.ts';

export function createReadReceivableHandler(
  deps: EdgeDeps & Parameters<typeof createReadReceivable>[0] & { readonly clock: Clock },
): HttpRoute {
  const read = createReadReceivable(deps);
  return apiHandler(readReceivable, deps, async ({ params: { id } }) => {
    const found = await read(id);
    if (!found) return err({ kind: 'not-found' });
    const { head, history } = found;
    return ok({ status: 200, body: { ...receivableBody(head, deps.clock.today()), history } });
  });
}
