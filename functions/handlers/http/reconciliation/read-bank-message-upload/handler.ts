import { readBankMessageUpload } from '../../../../app/reconciliation/bank-message-uploads.ts';
import type { Table } from '../../../../app/store/ports.ts';
import { readBankMessageUpload as contract } from '../../../../contracts/http/bank-message-uploads.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { uploadState } from '../upload-state.ts';

export function createReadBankMessageUploadHandler(deps: EdgeDeps & { readonly table: Table }): HttpRoute {
  return apiHandler(contract, deps, async ({ params }) => {
    const found = await readBankMessageUpload(deps.table, params.uploadId);
    return found ? ok({ status: 200, body: uploadState(found) }) : err({ kind: 'not-found' });
  });
}
