import { staffActor } from '../../../../app/access/staff-actor.ts';
import { createImportUploadedBankMessage } from '../../../../app/reconciliation/bank-message-uploads.ts';
import { importUploadedBankMessage } from '../../../../contracts/http/bank-message-uploads.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { uploadState } from '../upload-state.ts';

export function createImportUploadedBankMessageHandler(
  deps: EdgeDeps & Parameters<typeof createImportUploadedBankMessage>[0],
): HttpRoute {
  const askForImport = createImportUploadedBankMessage(deps);
  return apiHandler(importUploadedBankMessage, deps, async ({ params, admission }) => {
    const asked = await askForImport(params.uploadId, staffActor(admission));
    return asked.ok ? ok({ status: 202, body: uploadState(asked.value) }) : asked;
  });
}
