import type { CreateUpload } from '../../../../app/uploads/create-upload.ts';
import { createUpload } from '../../../../contracts/http/uploads.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export interface CreateUploadHandlerDeps extends EdgeDeps {
  readonly createUpload: CreateUpload;
}

export function createCreateUploadHandler(deps: CreateUploadHandlerDeps): HttpRoute {
  return apiHandler(createUpload, deps, async ({ body, permitFor, idempotency }) => {
    const created = await deps.createUpload({ ...body, permitFor, idempotency });
    return created.ok
      ? ok({ status: 200, body: { ...created.value, fields: { ...created.value.fields } } })
      : created;
  });
}
