import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { metrics } from './metrics.ts';

/** The alarm in infra/stacks/workflows-stack.ts is on this metric's name. */
export function observeOldestUnsealed(ageSeconds: number): void {
  metrics.singleMetric().addMetric('OldestUnsealedAge', MetricUnit.Seconds, ageSeconds);
}
