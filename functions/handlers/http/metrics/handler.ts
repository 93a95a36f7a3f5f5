import { readMetrics } from '../../../contracts/http/service.ts';
import { ok } from '../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../edge/api-handler.ts';

export interface MetricsDeps extends EdgeDeps {
  /** Everything measured so far, in Prometheus's text format. */
  readonly renderMetrics: () => Promise<string>;
}

export function createReadMetrics(deps: MetricsDeps): HttpRoute {
  return apiHandler(readMetrics, deps, async () =>
    ok({
      status: 200,
      file: { content: await deps.renderMetrics(), mediaType: 'text/plain; version=0.0.4' },
    }),
  );
}
