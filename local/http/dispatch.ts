import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { routeFinder } from '../../functions/app/access/find-route.ts';
import { checkHandlers, route } from '../../functions/app/access/routes.ts';
import type { Api } from '../../functions/contracts/api-client.ts';
import type { ApplicationProblem } from '../../functions/contracts/problem.ts';
import { err, ok, type Result } from '../../functions/domain/result/result.ts';
import { prefers } from '../../functions/handlers/http/edge/accept.ts';
import type { HttpRoute } from '../../functions/handlers/http/edge/api-handler.ts';
import { preferredLanguage } from '../../functions/handlers/http/edge/language.ts';
import { problemAnswer } from '../../functions/handlers/http/edge/problem.ts';
import type { RequestMetrics } from '../../functions/handlers/http/edge/request-metrics.ts';
import type { PageHandler } from '../../functions/handlers/pages/edge/page-handler.ts';

import { refuseForeign } from './refuse-foreign.ts';

/** A request as a server has it before the body is read. */
export interface LocalRequest {
  readonly method: string;
  /** Path and query as they came, percent-encoded. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly sourceIp: string;
  /** Reads the body, refusing more than the route's limit. Called once, when the route is known. */
  readonly readBody: (limitBytes: number) => Promise<Result<Buffer, ApplicationProblem>>;
}

export type LocalAnswer = APIGatewayProxyStructuredResultV2;

export type Dispatch = (request: LocalRequest) => Promise<LocalAnswer>;

/**
 * Takes a request to its handler as API Gateway would there: finds the route, makes the event, answers what has no
 * route (404), another method (405) and OPTIONS. HEAD is a GET whose body the server leaves out.
 * @throws when a row of the table of routes has no handler, or a handler no row
 */
export function createDispatch({
  routes,
  metrics,
}: {
  readonly routes: readonly HttpRoute[];
  readonly metrics: RequestMetrics;
}): Dispatch {
  checkHandlers(
    routes.map(({ contract }) => contract.id),
    'local',
  );
  const byId = new Map(routes.map((served) => [served.contract.id, served]));
  const find = routeFinder('local');

  return async (request) => {
    const requestId = randomUUID();
    const refuse = (problem: ApplicationProblem, headers: Record<string, string> = {}): LocalAnswer => {
      const answer = problemAnswer(problem, {
        language: preferredLanguage(request.headers['accept-language']),
        requestId,
      });
      metrics.observe({ route: 'none', status: answer.statusCode ?? 500, durationSeconds: 0 });
      return { ...answer, headers: { ...answer.headers, ...headers } };
    };

    const [path, query] = splitTarget(request.target);
    const found = find(request.method === 'HEAD' ? 'GET' : request.method, path);
    if (found.kind === 'none') return refuse({ kind: 'not-found' });
    if (found.kind === 'other-method') {
      const allow = allowHeader(found.allowed);
      return request.method === 'OPTIONS'
        ? { statusCode: 204, headers: { allow } }
        : refuse({ kind: 'method-not-allowed' }, { allow });
    }
    const served = byId.get(found.id);
    if (!served) throw new Error(`route ${found.id} has no handler`);
    if (route(found.id).localOnly) {
      const foreign = refuseForeign(request.headers);
      if (foreign) return refuse(foreign);
    }
    const body = await request.readBody(served.contract.body.limitBytes);
    if (!body.ok) return refuse(body.error);
    return served.handler(
      eventOf(request, { requestId, path, query, parameters: found.parameters, body: body.value }),
    );
  };
}

/** More than any form of ours is posted with. */
const pageBodyLimitBytes = 1024 * 1024;

/**
 * Takes what has a page, or comes from a browser and has nothing else, to the pages, and the rest to the API. What is
 * both goes to whoever likes HTML better as a page.
 * @param origin the one origin that cookies and sign-in know: who came by another name of this machine is sent there
 */
export function withPages(api: Dispatch, pages: PageHandler, origin: string): Dispatch {
  const canonical = new URL(origin).host;
  const find = routeFinder('local');
  return async (request) => {
    const [path, query] = splitTarget(request.target);
    const reading = request.method === 'GET' || request.method === 'HEAD';
    const isRead = reading && pages.owns(path) && prefers('text/html', request.headers.accept);
    const isApi = /^\/(?:api|local)\//.test(path) || (find(request.method, path).kind !== 'none' && !isRead);
    if (isApi || !(pages.owns(path) || wantsHtml(request))) return api(request);
    if (reading && request.headers.host !== canonical) {
      return { statusCode: 308, headers: { location: `${origin}${request.target}` } };
    }
    const body = await request.readBody(pageBodyLimitBytes);
    // A body over every page's limit goes on as one that is over this page's.
    const read = body.ok ? body.value : Buffer.alloc(pageBodyLimitBytes + 1);
    return pages.handler(
      eventOf(request, { requestId: randomUUID(), path, query, parameters: {}, body: read }),
    );
  };
}

function wantsHtml({ method, headers }: LocalRequest): boolean {
  return method === 'GET' && (headers.accept ?? '').includes('text/html');
}

/** The API as pages on this machine ask it: a direct call. */
export function directApi(dispatch: Dispatch): Api {
  return async ({ method, target, headers, body }) => {
    const answer = await dispatch({
      method,
      target,
      headers: { host: 'pages', ...headers },
      sourceIp: '127.0.0.1',
      readBody: wholeBody(Buffer.from(body ?? '')),
    });
    return {
      status: answer.statusCode ?? 200,
      headers: Object.fromEntries(
        Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
      ),
      body: Buffer.from(answer.body ?? '', answer.isBase64Encoded ? 'base64' : 'utf8'),
    };
  };
}

/** A body that is all there already, for `LocalRequest.readBody`. */
export function wholeBody(body: Buffer): LocalRequest['readBody'] {
  return async (limitBytes) =>
    body.length > limitBytes
      ? err({ kind: 'body-too-large', parameters: { maximum: limitBytes } })
      : ok(body);
}

function splitTarget(target: string): readonly [string, string] {
  const mark = target.indexOf('?');
  return mark === -1 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
}

function allowHeader(methods: readonly string[]): string {
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}

function eventOf(
  { method, headers, sourceIp }: LocalRequest,
  {
    requestId,
    path,
    query,
    parameters,
    body,
  }: {
    readonly requestId: string;
    readonly path: string;
    readonly query: string;
    readonly parameters: Readonly<Record<string, string>>;
    readonly body: Buffer;
  },
): APIGatewayProxyEventV2 {
  const text = isUtf8(body);
  const { cookie } = headers;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    headers,
    ...(cookie !== undefined && { cookies: cookie.split('; ') }),
    pathParameters: parameters,
    requestContext: {
      accountId: 'local',
      apiId: 'local',
      domainName: headers.host ?? '',
      domainPrefix: 'local',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp, userAgent: headers['user-agent'] ?? '' },
      requestId,
      routeKey: '$default',
      stage: '$default',
      time: '',
      timeEpoch: Date.now(),
    },
    ...(body.length > 0 && { body: body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: !text,
  };
}
