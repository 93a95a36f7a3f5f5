import type { Clock } from '../../../../app/ports/clock.ts';
import { readException } from '../../../../app/reconciliation/exceptions.ts';
import type { Table } from '../../../../app/store/ports.ts';
import { readException as contract } from '../../../../contracts/http/reconciliation.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { exceptionBody } from '../exception-body.ts';

export function createReadExceptionHandler(
  deps: EdgeDeps & { readonly table: Table; readonly clock: Clock },
): HttpRoute {
  return apiHandler(contract, deps, async ({ params: { id }, language }) => {
    const exception = await readException(deps.table, id);
    return exception
      ? ok({ status: 200, body: exceptionBody(exception, deps.clock.today(), language) })
      : err({ kind: 'not-found' });
  });
}
