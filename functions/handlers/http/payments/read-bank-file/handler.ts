import { createReadBankFile } from '../../../../app/payments/read-run.ts';
import { readBankFile } from '../../../../contracts/http/payments.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createReadBankFileHandler(
  deps: EdgeDeps & Parameters<typeof createReadBankFile>[0],
): HttpRoute {
  const read = createReadBankFile(deps);
  return apiHandler(readBankFile, deps, async ({ params, query }) => {
    const found = await read(params.runId, query.file);
    if (!found) return err({ kind: 'not-found' });
    return 'location' in found
      ? ok({ status: 303, headers: { location: found.location } })
      : ok({ status: 200, file: found });
  });
}
