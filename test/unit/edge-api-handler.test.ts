import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import type { RouteId } from '../../functions/app/access/routes.ts';
import {
  jsonBody,
  noBody,
  noMembers,
  rawBody,
  routeContract,
} from '../../functions/contracts/http/route-contract.ts';
import { failsAs, type Problem } from '../../functions/contracts/problem.ts';
import { areaCode } from '../../functions/domain/review/area.ts';
import { err, ok } from '../../functions/domain/result/result.ts';
import { apiHandler } from '../../functions/handlers/http/edge/api-handler.ts';
import { stepError } from '../../functions/app/ports/step-errors.ts';
import { anApiEvent } from '../builders/api-event.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';

const texts = { 'zh-CN': '测试', en: 'test' };
const bodySchema = z.strictObject({
  name: z.string().min(1).max(10),
  bornOn: z.iso.date().optional(),
  fen: z.int().min(1).max(100).optional(),
  kind: z.enum(['rural', 'urban']).optional(),
  children: z
    .array(z.strictObject({ 'a/b': z.string() }))
    .max(3)
    .optional(),
  even: z
    .int()
    .refine((value) => value % 2 === 0, failsAs('not-valid'))
    .optional(),
  id: z.string().regex(/^\d$/, failsAs('resident-id-check-digit')).optional(),
  shape: z.discriminatedUnion('type', [z.strictObject({ type: z.literal('x') })]).optional(),
  either: z.union([z.strictObject({ a: z.string() }), z.strictObject({ b: z.string() })]).optional(),
});

/** A route of the real table with a body of our own. */
function contractOf<const Id extends RouteId>(id: Id) {
  return routeContract({
    id,
    summary: texts,
    tag: 'test',
    params: noMembers,
    query: z.strictObject({ cursor: z.string().optional() }),
    body: jsonBody(bodySchema, { example: { name: 'x' }, limitBytes: 5000 }),
    answers: { 202: { text: texts, schema: z.strictObject({ seen: z.unknown() }) } },
    problems: ['duplicate-claim'],
  });
}

const submitClaim = contractOf('submit-claim');
const createRun = contractOf('create-run');
const json = { 'content-type': 'application/json' };

async function post(
  body: unknown,
  {
    headers = {},
    query = '',
    users = {},
  }: { headers?: Record<string, string>; query?: string; users?: Record<string, string[]> } = {},
) {
  const deps = edgeDeps(users);
  const { handler } = apiHandler(submitClaim, deps, async (request) =>
    ok({ status: 202, body: { seen: { ...request, admission: undefined } } }),
  );
  const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const event = anApiEvent({
    method: 'POST',
    path: '/api/claims',
    query,
    headers: { ...json, ...headers },
    body: text,
  });
  const result = await handler(event);
  return { ...result, deps, json: JSON.parse(result.body ?? 'null'), text: result.body ?? '' };
}

const english = { headers: { 'accept-language': 'en' } };

describe('a request that passes', () => {
  test('comes to the handler checked, and its answer goes out as JSON that nobody caches', async () => {
    const answer = await post({ name: '惠民' }, { query: 'cursor=abc' });
    expect(answer).toMatchObject({
      statusCode: 202,
      headers: {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        'x-request-id': 'request-1',
      },
      json: { seen: { body: { name: '惠民' }, query: { cursor: 'abc' }, params: {}, language: 'zh-CN' } },
    });
    expect(answer.deps.measured).toEqual([{ route: 'submit-claim', status: 202 }]);
  });

  test('takes a body in base64, as API Gateway sends what is no text', async () => {
    expect(await post(new TextEncoder().encode('{"name":"惠民"}'))).toMatchObject({
      statusCode: 202,
      json: { seen: { body: { name: '惠民' } } },
    });
  });

  test('logs ids and numbers, nothing of the body', async () => {
    const { deps } = await post({ name: 'ZHANG SAN' });
    expect(deps.lines).toHaveLength(1);
    expect(JSON.stringify(deps.lines)).not.toContain('ZHANG');
    expect(deps.lines[0]).toMatchObject({
      level: 'info',
      requestId: 'request-1',
      route: 'submit-claim',
      status: 202,
    });
  });
});

describe('a body that is refused', () => {
  const broken = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]);
  test.each<[string, string | Uint8Array, Record<string, string>, number, string]>([
    ['is too large', JSON.stringify({ name: 'x'.repeat(5000) }), {}, 413, 'body-too-large'],
    ['is too large, in base64', new Uint8Array(5001), {}, 413, 'body-too-large'],
    ['is no JSON', '{"name": secret}', {}, 400, 'body-json'],
    ['is empty', '', {}, 400, 'body-json'],
    ['is broken UTF-8', broken, {}, 400, 'body-encoding'],
    ['was broken UTF-8 before the gateway replaced it', '{"name":"\ufffd"}', {}, 400, 'body-encoding'],
    ['is of another type', '{}', { 'content-type': 'text/plain' }, 415, 'media-type'],
    [
      'is in another character set',
      '{}',
      { 'content-type': 'application/json; charset=gbk' },
      415,
      'media-type',
    ],
    ['has no type', '{}', { 'content-type': '' }, 415, 'media-type'],
  ])('because it %s', async (_, body, headers, status, code) => {
    const answer = await post(body, { headers });
    expect(answer).toMatchObject({
      statusCode: status,
      headers: { 'content-type': 'application/problem+json' },
      json: { type: `urn:huimin:problem:${code}`, status, code, instance: 'urn:huimin:request:request-1' },
    });
    expect(answer.text).not.toContain('secret');
  });

  test('says every member that is wrong, by pointer and code, and repeats nothing of what was sent', async () => {
    const answer = await post(
      {
        bornOn: '2008-02-31',
        fen: 1.5,
        kind: 'SECRET',
        children: [{ 'a/b': 'x', SECRETS: 'SECRET' }, {}, { 'a/b': 1 }],
        even: 3,
        id: 'SECRET',
        shape: { type: 'SECRET' },
        either: {},
        constructor: 'SECRET',
      },
      english,
    );
    expect(answer.statusCode).toBe(400);
    const { errors = [] } = answer.json as Problem;
    expect(Object.fromEntries(errors.map(({ pointer, code }) => [pointer, code]))).toEqual({
      '/name': 'missing',
      '/bornOn': 'not-a-date',
      '/fen': 'not-a-whole-number',
      '/kind': 'not-one-of',
      '/children/0/SECRETS': 'unknown-member',
      '/children/1/a~1b': 'missing',
      '/children/2/a~1b': 'wrong-type',
      '/even': 'not-valid',
      '/id': 'resident-id-check-digit',
      '/shape/type': 'not-one-of',
      '/either': 'wrong-shape',
      '/constructor': 'unknown-member',
    });
    expect(answer.text).not.toContain('SECRET"');
  });

  test.each([
    ['name', '', 'too-short'],
    ['name', 'x'.repeat(11), 'too-long'],
    ['name', null, 'wrong-type'],
    ['fen', 0, 'too-small'],
    ['fen', 101, 'too-large'],
    ['fen', '1', 'wrong-type'],
    ['children', Array.from({ length: 4 }, () => ({ 'a/b': 'x' })), 'too-many'],
  ])('%s: %j is %s', async (name, value, code) => {
    expect(await post({ name: 'x', [name]: value })).toMatchObject({
      json: { errors: [{ pointer: `/${name}`, code }] },
    });
  });

  test.each(['__proto__', 'constructor', 'toString'])(
    'a member named %s is unknown like any other',
    async (name) => {
      const answer = await post(`{"name": "x", "${name}": {"admin": true}}`);
      expect(answer.json).toMatchObject({ errors: [{ pointer: `/${name}`, code: 'unknown-member' }] });
    },
  );

  test('no more than fifty errors come back, and no pointer longer than a name', async () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`m${String(index)}`, 1]));
    const answer = await post({ name: 'x', ['long'.repeat(50)]: 1, ...many });
    const { errors = [] } = answer.json as Problem;
    expect(errors).toHaveLength(50);
    expect(errors[0]).toMatchObject({ pointer: '', code: 'unknown-member' });
  });

  test('query parameters: unknown, and sent twice', async () => {
    expect(await post({ name: 'x' }, { query: 'page=2' })).toMatchObject({
      json: { errors: [{ pointer: '/query/page', code: 'unknown-member' }] },
    });
    expect(await post({ name: 'x' }, { query: 'cursor=1&cursor=2' })).toMatchObject({
      json: { errors: [{ pointer: '/query', code: 'duplicate-member' }] },
    });
  });

  test('a route without a body refuses one that says anything', async () => {
    const contract = routeContract({ ...contractOf('read-health'), body: noBody });
    const { handler } = apiHandler(contract, edgeDeps(), async () => ok({ status: 202, body: { seen: 1 } }));
    expect(await handler(anApiEvent({ headers: json, body: '[]' }))).toMatchObject({ statusCode: 400 });
    expect(await handler(anApiEvent({ headers: json, body: '{}' }))).toMatchObject({ statusCode: 202 });
    expect(await handler(anApiEvent())).toMatchObject({ statusCode: 202 });
  });
});

describe('the language', () => {
  test.each([
    [undefined, 'zh-CN', '请求内容有误'],
    ['fr', 'zh-CN', '请求内容有误'],
    ['en-GB,en;q=0.9', 'en', 'The request has errors'],
    ['en;q=0.5, zh-TW;q=0.8', 'zh-CN', '请求内容有误'],
    ['en;q=0, *;q=0.1', 'zh-CN', '请求内容有误'],
    ['EN', 'en', 'The request has errors'],
  ])('of %s is %s', async (accepted, language, title) => {
    const answer = await post({}, { headers: accepted === undefined ? {} : { 'accept-language': accepted } });
    expect(answer).toMatchObject({ headers: { 'content-language': language }, json: { title } });
  });
});

describe('who asks', () => {
  const users = { preparer: ['finance.preparer'], clerk: ['clerk'] };
  const run = async (headers: Record<string, string>, body = '{"name":"x"}') => {
    const deps = edgeDeps(users);
    const { handler } = apiHandler(createRun, deps, async () => ok({ status: 202, body: { seen: 1 } }));
    return handler(
      anApiEvent({ method: 'POST', path: '/api/payment-runs', headers: { ...json, ...headers }, body }),
    );
  };

  test('nobody: 401 before the body is looked at, with a bare challenge', async () => {
    const answer = await run({}, 'not JSON');
    expect(answer).toMatchObject({
      statusCode: 401,
      headers: { 'www-authenticate': 'Bearer realm="huimin"' },
    });
  });

  test('a forged token: 401 that says so', async () => {
    expect(await run({ authorization: 'Bearer forged' })).toMatchObject({
      statusCode: 401,
      headers: { 'www-authenticate': 'Bearer realm="huimin", error="invalid_token"' },
      body: expect.stringContaining('token-invalid'),
    });
  });

  test('another role: 403; the role: through', async () => {
    expect(await run({ authorization: 'Bearer clerk' }, 'not JSON')).toMatchObject({
      statusCode: 403,
      body: expect.stringContaining('wrong-role'),
    });
    expect(await run({ authorization: 'Bearer preparer' })).toMatchObject({ statusCode: 202 });
  });
});

describe('an idempotency key', () => {
  const key = '0190d5f3-6d1e-7c8a-9b2f-3a4b5c6d7e8f';
  const seen = async (
    header: string,
    body: unknown,
    users: Record<string, string[]> = {},
    authorization?: string,
  ) => {
    const answer = await post(body, {
      users,
      headers: { 'idempotency-key': header, ...(authorization !== undefined && { authorization }) },
    });
    return answer.json.seen?.idempotency ?? answer.json.code;
  };

  test('comes with its scope and the hash of the canonical body', async () => {
    const first = await seen(key, '{"name":"x","fen":3}');
    expect(first).toEqual({
      scope: 'POST /api/claims',
      key,
      bodyHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await seen(`"${key}"`, '{ "fen": 3, "name": "x" }')).toEqual(first);
    expect((await seen(key, { name: 'x', fen: 4 })).bodyHash).not.toBe(first.bodyHash);
  });

  test('is a UUID where nobody signed in, and may be any plain text of staff, apart from others’', async () => {
    expect(await seen('my-first-run', { name: 'x' })).toBe('idempotency-key-format');
    expect(await seen('x'.repeat(200), { name: 'x' }, { clerk: ['clerk'] }, 'Bearer clerk')).toBe(
      'idempotency-key-format',
    );
    expect(await seen('my-first-run', { name: 'x' }, { clerk: ['clerk'] }, 'Bearer clerk')).toMatchObject({
      scope: 'POST /api/claims clerk',
      key: 'my-first-run',
    });
  });
});

describe('raw bodies', () => {
  const contract = routeContract({
    ...contractOf('import-bank-message'),
    body: rawBody(['application/xml', 'text/csv']),
  });
  const deps = edgeDeps({ preparer: ['finance.preparer'] });
  const { handler } = apiHandler(contract, deps, async ({ body }) =>
    ok({ status: 202, body: { seen: { type: body.mediaType, bytes: [...body.bytes] } } }),
  );

  test('come as their bytes, whatever they are', async () => {
    const headers = { authorization: 'Bearer preparer', 'content-type': 'Application/XML; charset=UTF-8' };
    const answer = await handler(anApiEvent({ headers, body: new Uint8Array([0xff, 0, 1]) }));
    expect(JSON.parse(answer.body ?? '')).toEqual({ seen: { type: 'application/xml', bytes: [255, 0, 1] } });
  });
});

describe('refusals and faults', () => {
  const outcome = async (handle: () => never) => {
    const deps = edgeDeps();
    const { handler } = apiHandler(submitClaim, deps, async () => handle());
    const answer = await handler(
      anApiEvent({ headers: { ...json, 'accept-language': 'en' }, body: '{"name":"x"}' }),
    );
    return { answer, problem: JSON.parse(answer.body ?? 'null') as Problem, deps };
  };

  test('what a use case refuses is answered by its kind', async () => {
    const { handler } = apiHandler(submitClaim, edgeDeps(), async () => err({ kind: 'duplicate-claim' }));
    const answer = await handler(anApiEvent({ headers: json, body: '{"name":"x"}' }));
    expect(answer).toMatchObject({ statusCode: 409, body: expect.stringContaining('"duplicate-claim"') });
  });

  test('what the table of routes refuses once the subject is known is answered by its code', async () => {
    const deps = edgeDeps({ preparer: ['finance.preparer'] });
    const { handler } = apiHandler(submitClaim, deps, async ({ permitFor }) => {
      const permit = permitFor({ areaCode: areaCode('320602001') });
      return permit.ok
        ? ok({ status: 202, body: { seen: permit.value.actor } })
        : err({ kind: 'refused', refusal: permit.error });
    });
    const body = '{"name":"x"}';
    expect(await handler(anApiEvent({ headers: json, body }))).toMatchObject({
      statusCode: 202,
      body: '{"seen":{"kind":"public","id":"public"}}',
    });
    const { handler: refusing } = apiHandler(submitClaim, deps, async () =>
      err({ kind: 'refused', refusal: { status: 403, code: 'wrong-area' } }),
    );
    expect(await refusing(anApiEvent({ headers: json, body }))).toMatchObject({
      statusCode: 403,
      body: expect.stringContaining('"code":"wrong-area"'),
    });
  });

  test('a fault is a 500 that says nothing, and a log line without personal data', async () => {
    const { answer, problem, deps } = await outcome(() => {
      throw new Error('no row for 320602198503041234 of 张三', {
        cause: new SyntaxError('Unexpected token in "secret"'),
      });
    });
    expect(answer.statusCode).toBe(500);
    expect(problem).toEqual({
      type: 'urn:huimin:problem:fault',
      title: 'Something went wrong on our side',
      status: 500,
      detail: 'Try again later; if it stays, quote the number in instance.',
      code: 'fault',
      instance: 'urn:huimin:request:request-1',
    });
    const logged = JSON.stringify(deps.lines);
    expect(logged).toContain('no row for # of ~');
    expect(logged).toContain('edge-api-handler.test.ts');
    expect(logged).not.toMatch(/3206021985|张三|secret/);
    expect(deps.measured).toEqual([{ route: 'submit-claim', status: 500 }]);
  });

  test('a store that is away is a 503 with Retry-After', async () => {
    const { answer } = await outcome(() => {
      throw stepError('StoreUnavailable', 'disk busy');
    });
    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
  });

  test('an answer that is not what the contract says is a fault where answers are checked', async () => {
    const wrong = { status: 202, body: { unseen: 1 } } as unknown as { status: 202; body: { seen: unknown } };
    for (const [checkAnswers, status] of [
      [true, 500],
      [false, 202],
    ] as const) {
      const { handler } = apiHandler(submitClaim, { ...edgeDeps(), checkAnswers }, async () => ok(wrong));
      expect(await handler(anApiEvent({ headers: json, body: '{"name":"x"}' }))).toMatchObject({
        statusCode: status,
      });
    }
  });
});
