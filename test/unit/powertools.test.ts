import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { powertoolsRequestMetrics } from '../../functions/adapters/powertools/request-metrics.ts';
import { createReadHealth } from '../../functions/handlers/http/healthz/handler.ts';
import { createManualClock } from '../../local/clock/manual-clock.ts';
import { anApiEvent } from '../builders/api-event.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';

// Powertools writes through a console of its own, past jest's, unless it is told to be in development.
const lines: Record<string, unknown>[] = [];
const keep = (line: unknown) => void lines.push(JSON.parse(String(line)));
beforeEach(() => {
  Object.assign(process.env, { POWERTOOLS_DEV: 'true', POWERTOOLS_METRICS_DISABLED: 'false' });
  for (const method of ['log', 'info', 'error'] as const)
    jest.spyOn(console, method).mockImplementation(keep);
});
afterEach(() => {
  delete process.env.POWERTOOLS_DEV;
  delete process.env.POWERTOOLS_METRICS_DISABLED;
  jest.restoreAllMocks();
});

test('in the cloud a request leaves a log line and a metric, by route and status', async () => {
  const { handler } = createReadHealth({
    ...edgeDeps(),
    log: new Logger({ serviceName: 'huimin' }),
    metrics: powertoolsRequestMetrics(new Metrics({ namespace: 'Huimin', serviceName: 'huimin' })),
    clock: createManualClock('2008-05-20T01:00:00Z'),
    checkStore: async () => undefined,
  });
  expect(await handler(anApiEvent({ path: '/healthz' }))).toMatchObject({ statusCode: 200 });

  const metric = lines.find((line) => '_aws' in line);
  expect(metric).toMatchObject({ route: 'read-health', status: '200', RequestDuration: expect.any(Number) });
  const log = lines.find(({ message }) => message === 'request');
  expect(log).toMatchObject({
    level: 'INFO',
    service: 'huimin',
    route: 'read-health',
    status: 200,
    requestId: 'request-1',
  });
});
