import { createReadBankFile } from '../../../../app/payments/read-bank-file.ts';
import { readBankFile } from '../../../../contracts/http/bank-files.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createReadBankFileHandler(
  deps: EdgeDeps & Parameters<typeof createReadBankFile>[0],
): HttpRoute {
  const read = createReadBankFile(deps);
  return apiHandler(readBankFile, deps, async ({ params, query }) => {
    const found = await read({ ...params, ...query });
    if (!found.ok) return found;
    return 'location' in found.value
      ? ok({ status: 303, headers: { location: found.value.location } })
      : ok({ status: 200, file: found.value });
  });
}
