import { createReadRun } from '../../../../app/payments/read-run.ts';
import { readRun } from '../../../../contracts/http/runs.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createReadRunHandler(deps: EdgeDeps & Parameters<typeof createReadRun>[0]): HttpRoute {
  const read = createReadRun(deps);
  return apiHandler(readRun, deps, async ({ params }) => {
    const found = await read(params.runId);
    return found ? ok({ status: 200, body: found }) : err({ kind: 'not-found' });
  });
}
