import { createReadPeriod } from '../../../../app/periods/list-periods.ts';
import type { PeriodChecksDeps } from '../../../../app/periods/period-checks.ts';
import { nameExceptions } from '../../../../app/reconciliation/named-exceptions.ts';
import { readPeriod } from '../../../../contracts/http/periods.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { periodBody } from '../period-body.ts';

export function createReadPeriodHandler(deps: EdgeDeps & PeriodChecksDeps): HttpRoute {
  const read = createReadPeriod(deps);
  return apiHandler(readPeriod, deps, async ({ params: { id } }) => {
    const found = await read(id);
    if (!found) return err({ kind: 'not-found' });
    const { period, ...checked } = found;
    const exceptions = await nameExceptions(deps.table, checked.checks.openExceptions);
    return ok({ status: 200, body: { ...periodBody(period), ...checked, exceptions } });
  });
}
