import { createOpenBankMessageUpload } from '../../../../app/reconciliation/bank-message-uploads.ts';
import { openBankMessageUpload } from '../../../../contracts/http/bank-message-uploads.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createOpenBankMessageUploadHandler(
  deps: EdgeDeps & Parameters<typeof createOpenBankMessageUpload>[0],
): HttpRoute {
  const open = createOpenBankMessageUpload(deps);
  return apiHandler(openBankMessageUpload, deps, async ({ body, idempotency }) => {
    const opened = await open({ ...body, idempotency });
    return opened.ok
      ? ok({ status: 200, body: { ...opened.value, fields: { ...opened.value.fields } } })
      : opened;
  });
}
