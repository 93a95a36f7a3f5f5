import { createPreviewRun, type PreviewRunDeps } from '../../../../app/payments/preview-run.ts';
import { previewRun } from '../../../../contracts/http/run-preview.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createPreviewRunHandler(deps: EdgeDeps & PreviewRunDeps): HttpRoute {
  const preview = createPreviewRun(deps);
  return apiHandler(previewRun, deps, async ({ query }) => {
    const page = await preview(query);
    return page.ok ? ok({ status: 200, body: page.value }) : page;
  });
}
