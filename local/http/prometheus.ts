import type { RequestMetrics } from '../../functions/handlers/http/edge/request-metrics.ts';

/** Upper bounds of the duration histogram, in seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** A number that somebody else keeps, read when metrics are asked for. */
export interface Gauge {
  /** `huimin_executions_parked` */
  readonly name: string;
  readonly help: string;
  readonly read: () => number | Promise<number>;
}

export interface Prometheus extends RequestMetrics {
  /** The text exposition format, version 0.0.4. */
  render(): Promise<string>;
}

interface Duration {
  readonly counts: number[];
  sum: number;
  count: number;
}

/** What `GET /metrics` tells: requests by route and status, how long they took, and the home's gauges. */
export function createPrometheus(gauges: readonly Gauge[]): Prometheus {
  const requests = new Map<string, number>();
  const durations = new Map<string, Duration>();

  return {
    observe({ route, status, durationSeconds }) {
      const labels = `route="${route}",status="${String(status)}"`;
      requests.set(labels, (requests.get(labels) ?? 0) + 1);
      const duration = durations.get(route) ?? { counts: buckets.map(() => 0), sum: 0, count: 0 };
      durations.set(route, duration);
      duration.sum += durationSeconds;
      duration.count += 1;
      for (const [index, bound] of buckets.entries()) {
        if (durationSeconds <= bound) duration.counts[index] = (duration.counts[index] ?? 0) + 1;
      }
    },

    async render() {
      const lines = [
        '# HELP huimin_requests_total Requests answered.',
        '# TYPE huimin_requests_total counter',
        ...[...requests].map(([labels, count]) => `huimin_requests_total{${labels}} ${String(count)}`),
        '# HELP huimin_request_duration_seconds Time from a request’s arrival at its handler to its answer.',
        '# TYPE huimin_request_duration_seconds histogram',
        ...[...durations].flatMap(([route, duration]) => histogram(`route="${route}"`, duration)),
      ];
      for (const { name, help, read } of gauges) {
        lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${String(await read())}`);
      }
      return `${lines.join('\n')}\n`;
    },
  };
}

function histogram(label: string, { counts, sum, count }: Duration): string[] {
  const name = 'huimin_request_duration_seconds';
  return [
    ...buckets.map(
      (bound, index) => `${name}_bucket{${label},le="${String(bound)}"} ${String(counts[index])}`,
    ),
    `${name}_bucket{${label},le="+Inf"} ${String(count)}`,
    `${name}_sum{${label}} ${String(sum)}`,
    `${name}_count{${label}} ${String(count)}`,
  ];
}
