import { type DrawSampleDeps, createDrawSample } from '../../../../app/audit/draw-sample.ts';
import { drawSample } from '../../../../contracts/http/audit-cases.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createDrawSampleHandler(deps: EdgeDeps & DrawSampleDeps): HttpRoute {
  const draw = createDrawSample(deps);
  return apiHandler(drawSample, deps, async ({ query }) => {
    const page = await draw(query);
    return page.ok ? ok({ status: 200, body: page.value }) : page;
  });
}
