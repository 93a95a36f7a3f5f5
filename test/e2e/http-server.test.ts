import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod';
import {
  jsonBody,
  noMembers,
  rawBody,
  routeContract,
} from '../../functions/contracts/http/route-contract.ts';
import { ok } from '../../functions/domain/result/result.ts';
import { apiHandler } from '../../functions/handlers/http/edge/api-handler.ts';
import { createReadHealth } from '../../functions/handlers/http/healthz/handler.ts';
import { createReadMetrics } from '../../functions/handlers/http/metrics/handler.ts';
import { createReadOpenapi } from '../../functions/handlers/http/openapi/handler.ts';
import { createManualClock } from '../../local/clock/manual-clock.ts';
import { createDispatch } from '../../local/http/dispatch.ts';
import { createLocalControls } from '../../local/http/local-controls.ts';
import { createPrometheus } from '../../local/http/prometheus.ts';
import { openServer, type Server } from '../../local/http/server.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';
import { servedRoutes } from '../builders/served-routes.ts';

const text = { 'zh-CN': '测试', en: 'test' };
const submitClaim = routeContract({
  id: 'submit-claim',
  summary: text,
  tag: 'test',
  params: noMembers,
  query: noMembers,
  body: jsonBody(z.strictObject({ name: z.string().max(300_000) }), {
    example: { name: 'x' },
    limitBytes: 256 * 1024,
  }),
  answers: { 202: { text, schema: z.strictObject({ length: z.int() }) } },
  problems: [],
});
const readClaim = routeContract({
  ...submitClaim,
  id: 'read-claim',
  params: z.strictObject({ reference: z.string() }),
  body: { ...rawBody([]), kind: 'none', schema: z.undefined() },
  answers: { 200: { text, schema: z.strictObject({ reference: z.string() }) } },
});

const clock = createManualClock('2008-05-20T01:00:00Z');
const bankFaults: unknown[] = [];
const reported: unknown[] = [];
/** What a claim’s handler does first: a test puts a wait here. */
let atClaim = async (): Promise<void> => undefined;

function start(options: { requestTimeoutMilliseconds?: number } = {}): Promise<Server> {
  const metrics = createPrometheus([{ name: 'huimin_outbox_backlog', help: 'Rows.', read: async () => 3 }]);
  const deps = { ...edgeDeps({ clerk: ['clerk'] }), metrics };
  const given = [
    apiHandler(submitClaim, deps, async ({ body }) => {
      await atClaim();
      return ok({ status: 202, body: { length: body.name.length } });
    }),
    apiHandler(readClaim, deps, async ({ params }) => ok({ status: 200, body: params })),
    createReadHealth({ ...deps, clock, checkStore: async () => undefined }),
    createReadMetrics({ ...deps, renderMetrics: () => metrics.render() }),
    ...createLocalControls({
      ...deps,
      clock,
      bank: {
        setFaults: async (faults) => void bankFaults.push(faults),
        endOfDay: async () => ['camt.053-1'],
        truth: async () => [{ endToEndId: 'E1', fen: 1, status: 'settled', times: 1 }],
      },
      registers: { setFault: async ({ register }) => register === 'civil-affairs' },
      outbox: { list: async () => [] },
    }),
  ];
  const openapi = createReadOpenapi({ ...deps, contracts: given.map(({ contract }) => contract) });
  return openServer({
    dispatch: createDispatch({ routes: servedRoutes(deps, [...given, openapi]), metrics }),
    mounts: [
      { prefix: '/oidc', handle: (request, response) => response.end(`mounted ${request.url ?? ''}`) },
    ],
    port: 0,
    reportFault: (fault) => reported.push(fault),
    ...options,
  });
}

let server: Server;
beforeAll(async () => {
  server = await start();
});
afterAll(async () => {
  await server.close();
  expect(reported).toEqual([]);
});

const json = { 'content-type': 'application/json' };
const get = (path: string, init: RequestInit = {}) => fetch(server.origin + path, init);
const put = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  get(path, { method: 'PUT', headers: { ...json, ...headers }, body: JSON.stringify(body) });

/** Like fetch, but any header (Host too) may be sent. */
async function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<{ status: number | undefined; body: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number | undefined; body: string }>();
  httpRequest({ host: '127.0.0.1', port: server.port, method, path, headers }, (response) => {
    buffer(response).then(
      (bytes) => resolve({ status: response.statusCode, body: bytes.toString() }),
      reject,
    );
  })
    .on('error', reject)
    .end(body);
  return promise;
}

/** Writes bytes as they are; resolves with what came back when the server hangs up. */
async function wire(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  return (await buffer(socket)).toString();
}

describe('routes', () => {
  test('answer with what their handlers say, and headers that keep browsers from guessing', async () => {
    const response = await get('/healthz');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok', today: '2008-05-20' });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'cache-control': 'no-store',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('take parameters from the path, decoded', async () => {
    const response = await get('/api/claims/HM%20%E6%83%A0', { headers: { authorization: 'Bearer clerk' } });
    expect(await response.json()).toEqual({ reference: 'HM 惠' });
  });

  test('HEAD is a GET without its body', async () => {
    const response = await get('/healthz', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(10);
    expect(await response.text()).toBe('');
  });

  test('OPTIONS and a wrong method name the right ones, and no origin is let in', async () => {
    const options = await get('/api/claims', {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.example' },
    });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
    expect(options.headers.get('access-control-allow-origin')).toBeNull();
    const wrong = await get('/healthz', { method: 'DELETE', headers: { 'accept-language': 'en' } });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    expect(await wrong.json()).toMatchObject({
      code: 'method-not-allowed',
      title: 'This address does not take this method',
    });
  });

  test.each(['/nowhere', '/api/claims/', '/api/claims/%ff', '//healthz', '/healthz/../api', '/oidcs'])(
    '%s is not found, in the default language',
    async (path) => {
      const { status, body } = await send('GET', path, {});
      expect(status).toBe(404);
      expect(JSON.parse(body)).toMatchObject({ code: 'not-found', title: '未找到' });
    },
  );

  test('a mount takes everything under its path', async () => {
    expect(await (await get('/oidc/auth?x=1')).text()).toBe('mounted /oidc/auth?x=1');
  });

  test('one connection serves many requests', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (let round = 0; round < 3; round += 1) {
      const { promise, resolve } = Promise.withResolvers<unknown>();
      httpRequest({ host: '127.0.0.1', port: server.port, path: '/healthz', agent }, (response) => {
        ports.add(response.socket.localPort);
        resolve(buffer(response));
      }).end();
      await promise;
    }
    agent.destroy();
    expect(ports.size).toBe(1);
  });

  test('the OpenAPI document and the metrics are served', async () => {
    expect(await (await get('/openapi.json')).json()).toMatchObject({ openapi: '3.1.1' });
    const metrics = await (await get('/metrics')).text();
    expect(metrics).toMatch(/^huimin_requests_total\{route="read-health",status="200"\} \d+$/m);
    expect(metrics).toMatch(/^huimin_requests_total\{route="none",status="404"\} \d+$/m);
    expect(metrics).toMatch(
      /^huimin_request_duration_seconds_bucket\{route="read-health",le="\+Inf"\} \d+$/m,
    );
    expect(metrics).toMatch(/^huimin_outbox_backlog 3$/m);
  });

  test('a row of the table without a handler stops the start', () => {
    expect(() => createDispatch({ routes: [], metrics: createPrometheus([]) })).toThrow(
      'route submit-claim has no handler',
    );
  });
});

describe('bodies', () => {
  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    get('/api/claims', { method: 'POST', headers: { ...json, 'accept-language': 'en', ...headers }, body });
  const code = async (response: Response) => [
    response.status,
    ((await response.json()) as { code?: string }).code,
  ];

  test('pass within the limit', async () => {
    const response = await post(JSON.stringify({ name: 'x'.repeat(250_000) }));
    expect([response.status, await response.json()]).toEqual([202, { length: 250_000 }]);
  });

  test('of 1 MB are refused where 256 KB are the limit, and the connection lives on', async () => {
    expect(await code(await post(JSON.stringify({ name: 'x'.repeat(1024 * 1024) })))).toEqual([
      413,
      'body-too-large',
    ]);
    expect((await post('{"name":"x"}')).status).toBe(202);
  });

  test('announced as larger than anything are refused unread', async () => {
    const answer = await wire(
      server.port,
      `POST /api/claims HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n{`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/connection: close/i);
  });

  test('announced with "Expect: 100-continue" are asked for only when they are not too large', async () => {
    const head =
      'POST /api/claims HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Type: application/json\r\n';
    expect(await wire(server.port, `${head}Content-Length: 99999999\r\n\r\n`)).toMatch(/^HTTP\/1\.1 413 /);
    expect(await wire(server.port, `${head}Content-Length: 12\r\n\r\n{"name":"x"}`)).toMatch(
      /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 202 /,
    );
  });

  test.each<[string, string | Uint8Array<ArrayBuffer>, Record<string, string>, number, string]>([
    ['broken UTF-8', new Uint8Array([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]), {}, 400, 'body-encoding'],
    ['nested a hundred thousand deep', '['.repeat(100_000), {}, 400, 'body-json'],
    ['with a member twice', '{"name":"x","name":"y"}', {}, 400, 'invalid-request'],
    ['with __proto__', '{"name":"x","__proto__":{"length":1}}', {}, 400, 'invalid-request'],
    ['of a wrong type', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'media-type'],
  ])('%s are refused', async (_, body, headers, status, expected) => {
    expect(await code(await post(body, headers))).toEqual([status, expected]);
  });

  test('a forged token is refused before the body is looked at', async () => {
    const response = await post('not JSON', { authorization: 'Bearer forged' });
    expect(response.headers.get('www-authenticate')).toContain('invalid_token');
    expect(await code(response)).toEqual([401, 'token-invalid']);
  });
});

describe('clients that misbehave', () => {
  test('a body that never ends is cut off with 408', async () => {
    const impatient = await start({ requestTimeoutMilliseconds: 200 });
    const answer = await wire(
      impatient.port,
      'POST /api/claims HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"na',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    await impatient.close();
    expect(reported).toEqual([]);
  });

  test('one that hangs up in the middle of a body is no fault', async () => {
    const socket = connect(server.port, '127.0.0.1');
    await new Promise<void>((resolve) =>
      socket.write(
        'POST /api/claims HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"na',
        () => resolve(),
      ),
    );
    socket.destroy();
    expect((await get('/healthz')).status).toBe(200);
    expect(reported).toEqual([]);
  });

  test.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    [
      'headers without end',
      `GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
    ],
    ['no host', 'GET /healthz HTTP/1.1\r\n\r\n', 400],
    [
      'two lengths',
      'POST /api/claims HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
  ])('%s is answered %s and hung up on', async (_, bytes, status) => {
    expect(await wire(server.port, bytes)).toMatch(new RegExp(`^HTTP/1\\.1 ${String(status)} `));
  });
});

describe('local controls', () => {
  test('move the clock', async () => {
    const response = await put('/local/clock', { today: '2008-06-01' });
    expect([response.status, await response.json()]).toEqual([200, { today: '2008-06-01' }]);
    expect(clock.today()).toBe('2008-06-01');
  });

  test('set the bank’s faults, with 0 for what is not named', async () => {
    expect((await put('/local/bank/faults', { return: 0.5 })).status).toBe(200);
    expect(bankFaults).toEqual([
      {
        seed: 1,
        timeoutPaid: 0,
        timeoutUnpaid: 0,
        reject: 0,
        lose: 0,
        duplicate: 0,
        reorder: 0,
        return: 0.5,
        wrongAmount: 0,
        foreign: 0,
      },
    ]);
  });

  test('end the bank’s day and show its truth, and the notices', async () => {
    expect(await (await get('/local/bank/end-of-day', { method: 'POST' })).json()).toEqual({
      delivered: ['camt.053-1'],
    });
    expect(await (await get('/local/bank/truth')).json()).toEqual([
      { endToEndId: 'E1', fen: 1, status: 'settled', times: 1 },
    ]);
    expect(await (await get('/outbox')).json()).toEqual([]);
  });

  test.each([
    ['/local/clock', { today: '2008-02-30' }, '/today', 'not-a-date'],
    ['/local/clock', {}, '/today', 'missing'],
    ['/local/bank/faults', { lose: 2 }, '/lose', 'too-large'],
    ['/local/registers/faults', { register: 'civil-affairs', mode: 'on fire' }, '/mode', 'not-one-of'],
    ['/local/registers/faults', { register: 'weather', mode: 'down' }, '/register', 'not-one-of'],
  ])('%s with %j says what is wrong', async (path, body, pointer, code) => {
    const response = await put(path, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ pointer, code }] });
  });

  const body = '{"today":"2010-01-01"}';
  test.each<[string, string, Record<string, string>, number]>([
    ['a name that was pointed here', '/local/clock', { host: 'rebound.example' }, 421],
    ['that name with our port', '/local/clock', { host: 'rebound.example:8080' }, 421],
    ['a name that begins like ours', '/local/clock', { host: '127.0.0.1.evil.example' }, 421],
    ['another site', '/local/clock', { origin: 'https://elsewhere.example' }, 403],
    ['a page of another port here', '/local/clock', { origin: 'http://127.0.0.1:3000' }, 403],
    ['a page without an origin', '/local/clock', { origin: 'null' }, 403],
    ['another site, by Fetch Metadata', '/local/clock', { 'sec-fetch-site': 'cross-site' }, 403],
  ])('are closed to %s', async (_, path, headers, status) => {
    const answer = await send('PUT', path, { ...json, ...headers }, body);
    expect(answer.status).toBe(status);
    expect(clock.today()).not.toBe('2010-01-01');
  });

  test('are closed to other sites for reading as well; the rest of the server is not', async () => {
    expect((await send('GET', '/outbox', { host: 'rebound.example' })).status).toBe(421);
    expect((await send('GET', '/healthz', { host: 'huimin.example' })).status).toBe(200);
  });

  test('are open to a page of our own', async () => {
    const host = `127.0.0.1:${String(server.port)}`;
    const headers = { ...json, host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' };
    expect((await send('PUT', '/local/clock', headers, '{"today":"2008-06-02"}')).status).toBe(200);
  });
});

test('a stop lets what is being answered finish, and takes nothing new', async () => {
  const stopping = await start();
  const arrived = Promise.withResolvers<undefined>();
  const held = Promise.withResolvers<undefined>();
  atClaim = async () => {
    arrived.resolve(undefined);
    await held.promise;
  };
  const claim = fetch(`${stopping.origin}/api/claims`, {
    method: 'POST',
    headers: json,
    body: '{"name":"x"}',
  });
  await arrived.promise;
  const closed = stopping.close();
  await expect(fetch(`${stopping.origin}/healthz`)).rejects.toThrow();
  held.resolve(undefined);
  expect((await claim).status).toBe(202);
  await closed;
});
