import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';

/**
 * Requests as CloudWatch metrics, in log lines (EMF), so that nothing waits for a call. One metric tells all:
 * a duration's sample count is the number of requests. Satisfies the edge's `RequestMetrics`.
 */
export function powertoolsRequestMetrics(metrics: Metrics): {
  observe(request: {
    readonly route: string;
    readonly status: number;
    readonly durationSeconds: number;
  }): void;
} {
  return {
    observe({ route, status, durationSeconds }) {
      metrics
        .singleMetric()
        .addDimensions({ route, status: String(status) })
        .addMetric('RequestDuration', MetricUnit.Seconds, durationSeconds);
    },
  };
}
