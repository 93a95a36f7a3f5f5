import { describe, expect, test } from '@jest/globals';
import { createReadHealth } from '../../functions/handlers/http/healthz/handler.ts';
import { createManualClock } from '../../local/clock/manual-clock.ts';
import { createDispatch, wholeBody } from '../../local/http/dispatch.ts';
import { createPrometheus } from '../../local/http/prometheus.ts';
import { servedRoutes } from '../builders/served-routes.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';

const deps = edgeDeps();
const health = createReadHealth({
  ...deps,
  clock: createManualClock('2008-05-20T01:00:00Z'),
  checkStore: async () => undefined,
});
const dispatch = createDispatch({ routes: servedRoutes(deps, [health]), metrics: createPrometheus([]) });
const answer = (method: string, target: string, body = '') =>
  dispatch({ method, target, headers: {}, sourceIp: '127.0.0.1', readBody: wholeBody(Buffer.from(body)) });

describe('dispatching in process', () => {
  test('takes a request to its handler without a socket', async () => {
    expect(await answer('GET', '/healthz')).toMatchObject({
      statusCode: 200,
      body: '{"status":"ok","today":"2008-05-20"}',
    });
  });

  test('splits the target at its first question mark', async () => {
    expect(await answer('GET', '/healthz?a=b?c')).toMatchObject({
      statusCode: 400,
      body: expect.stringContaining('"/query/a"'),
    });
  });

  test('holds a body to its route’s limit before the handler sees it', async () => {
    expect(await answer('GET', '/healthz', 'x'.repeat(65))).toMatchObject({ statusCode: 413 });
    expect(await answer('GET', '/healthz', '{}')).toMatchObject({ statusCode: 200 });
  });
});
