import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type * as z from 'zod';
import type { Access } from '../../../app/access/access.ts';
import type { Admission, Permit, Refusal, Subject } from '../../../app/access/authorise.ts';
import { type RouteId, route } from '../../../app/access/routes.ts';
import type { IdempotencyKey } from '../../../app/idempotency/idempotency.ts';
import { isInvalidCursor } from '../../../app/store/invalid-cursor.ts';
import type { AnswerContracts, RouteContract } from '../../../contracts/http/route-contract.ts';
import type { Language } from '../../../contracts/language.ts';
import type { ApplicationProblem, FieldProblem } from '../../../contracts/problem.ts';
import { err, ok, type Result } from '../../../domain/result/result.ts';
import { prefers } from './accept.ts';
import { type Answer, type File, writeAnswer } from './answer.ts';
import { fieldProblems } from './field-problems.ts';
import { readIdempotencyKey } from './idempotency-key.ts';
import { preferredLanguage } from './language.ts';
import { faultAttributes, type Log } from '../../edge/log.ts';
import { noLambdaContext } from '../../edge/no-lambda-context.ts';
import { problemAnswer } from './problem.ts';
import { readBody } from './request-body.ts';
import type { RequestMetrics } from './request-metrics.ts';

export interface EdgeDeps {
  readonly access: Access;
  readonly log: Log;
  readonly metrics: RequestMetrics;
  /** Checks answers against their schemas, a fault where one differs: in tests and on one machine, not in the cloud. */
  readonly checkAnswers: boolean;
}

/** What a handler gets: everything checked against the route's contract, and a caller who may come to the route. */
export interface ApiRequest<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> {
  readonly params: z.output<Params>;
  readonly query: z.output<Query>;
  readonly body: z.output<Body>;
  /** Who came, and the grants that opened the route: lists show what lies in their areas. */
  readonly admission: Admission;
  /** Whether this caller may do what the route does to a subject; asked when the subject is at hand. */
  readonly permitFor: (subject: Subject) => Result<Permit, Refusal>;
  /** Present when the caller sent a key; the use case answers the same key and body as before. */
  readonly idempotency: IdempotencyKey | undefined;
  /** Whether a table is wanted as CSV rather than JSON, where the contract has both. */
  readonly wantsCsv: boolean;
  readonly language: Language;
  readonly requestId: string;
}

/** What a handler may refuse with: a use case's error as it is, or the refusal that `permitFor` gave. */
export type HandlerProblem = ApplicationProblem | { readonly kind: 'refused'; readonly refusal: Refusal };

/** A success by the route's contract: the status decides the body's type. */
export type AnswerOf<Answers extends AnswerContracts> = Answer &
  {
    [Status in keyof Answers & number]: Answers[Status] extends {
      readonly schema: infer Schema extends z.ZodType;
    }
      ? | { readonly status: Status; readonly body: z.input<Schema> }
        | (Answers[Status] extends { readonly mediaTypes: readonly string[] }
            ? { readonly status: Status; readonly body?: never; readonly file: File }
            : never)
      : { readonly status: Status; readonly body?: never };
  }[keyof Answers & number];

export type HttpHandler = (
  event: APIGatewayProxyEventV2,
  context?: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** A route that is served: its contract, and the Lambda's handler, which the one-machine server calls as well. */
export interface HttpRoute {
  readonly contract: RouteContract<RouteId>;
  readonly handler: HttpHandler;
}

/**
 * Wraps a use case as an HTTP API (payload 2.0) handler. In this order: who asks (401, 403), path and query, the
 * body's size, type, encoding and syntax, its schema, the idempotency key; then `handle`; then the answer or the
 * problem. Whatever is thrown is logged without personal data and answered as 500 (503 when the store is away).
 */
export function apiHandler<
  const Id extends RouteId,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answers extends AnswerContracts,
>(
  contract: RouteContract<Id, Params, Query, Body, Answers>,
  deps: EdgeDeps,
  handle: (request: ApiRequest<Params, Query, Body>) => Promise<Result<AnswerOf<Answers>, HandlerProblem>>,
): HttpRoute {
  const serve = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const reader = readerOf(event);
    const request = await readRequest(contract, deps.access, event);
    if (!request.ok) return problemAnswer(request.error, reader);
    const wantsCsv = prefers('text/csv', event.headers.accept);
    const outcome = await handle({ ...request.value, ...reader, wantsCsv }).catch(cursorRefused);
    return outcome.ok
      ? writeAnswer(contract, outcome.value, deps.checkAnswers)
      : problemAnswer(spokenOf(outcome.error), reader);
  };

  const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>({
    timeoutEarlyInMillis: 500,
  })
    .use(observed(contract.id, deps))
    .use(faultsAnswered(contract.id, deps.log))
    .handler(serve);
  return { contract, handler: (event, context) => handler(event, context ?? noLambdaContext) };
}

type ApiMiddleware = middy.MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;

/** Who reads the answer: in which language, and under which id to ask about it. */
function readerOf(event: APIGatewayProxyEventV2): {
  readonly language: Language;
  readonly requestId: string;
} {
  return {
    language: preferredLanguage(event.headers['accept-language']),
    requestId: event.requestContext.requestId,
  };
}

async function readRequest<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
  contract: RouteContract<RouteId, Params, Query, Body>,
  access: EdgeDeps['access'],
  event: APIGatewayProxyEventV2,
): Promise<
  Result<Omit<ApiRequest<Params, Query, Body>, 'language' | 'requestId' | 'wantsCsv'>, ApplicationProblem>
> {
  const admission = await access.admit(contract.id, {
    authorization: event.headers.authorization,
    accessCode: event.headers['x-access-code'],
  });
  if (!admission.ok) return err(spokenOf({ kind: 'refused', refusal: admission.error }));

  const errors: FieldProblem[] = [];
  const params = contract.params.safeParse(event.pathParameters ?? {});
  if (!params.success) errors.push(...fieldProblems(params.error, '/path'));
  const rawQuery = readQuery(event.rawQueryString, errors);
  const query = contract.query.safeParse(rawQuery);
  if (!query.success) errors.push(...fieldProblems(query.error, '/query'));

  const read = readBody(contract.body, event);
  if (!read.ok) return read;
  const body = contract.body.schema.safeParse(read.value.value);
  if (!body.success) errors.push(...fieldProblems(body.error));
  if (!params.success || !query.success || !body.success || errors.length > 0) {
    return err({ kind: 'invalid-request', errors });
  }

  const { method } = route(contract.id);
  const idempotency = readIdempotencyKey(method === 'POST' ? event.headers['idempotency-key'] : undefined, {
    method,
    path: event.rawPath,
    caller: admission.value.caller,
    hash: read.value.hash,
  });
  if (!idempotency.ok) return idempotency;
  return ok({
    params: params.data,
    query: query.data,
    body: body.data,
    admission: admission.value,
    permitFor: (subject) => access.permit(admission.value, subject),
    idempotency: idempotency.value,
  });
}

/** A cursor is only known to be none of ours where it is used. @throws whatever else it was */
function cursorRefused(fault: unknown): Result<never, ApplicationProblem> {
  if (!isInvalidCursor(fault)) throw fault;
  return err({ kind: 'invalid-request', errors: [{ pointer: '/query/cursor', code: 'not-valid' }] });
}

/** A refusal of the authorisation table has a problem code for its code. */
function spokenOf(problem: HandlerProblem): ApplicationProblem {
  return problem.kind === 'refused' ? { kind: problem.refusal.code } : problem;
}

function readQuery(rawQueryString: string, errors: FieldProblem[]): Record<string, string> {
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    if (query.has(name)) errors.push({ pointer: '/query', code: 'duplicate-member' });
    query.set(name, value);
  }
  return Object.fromEntries(query);
}

function observed(routeId: RouteId, { log, metrics }: EdgeDeps): ApiMiddleware {
  const began = new WeakMap<object, number>();
  const observe = ({
    event,
    response,
  }: middy.Request<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>) => {
    if (!response) return;
    const status = response.statusCode ?? 200;
    const durationSeconds = (performance.now() - (began.get(event) ?? performance.now())) / 1000;
    metrics.observe({ route: routeId, status, durationSeconds });
    log.info('request', {
      requestId: event.requestContext.requestId,
      route: routeId,
      status,
      durationSeconds,
    });
    response.headers = { ...response.headers, 'x-request-id': event.requestContext.requestId };
  };
  return {
    before: ({ event }) => {
      began.set(event, performance.now());
    },
    after: observe,
    // onError runs in the order of use reversed: the answer to the fault is there by now.
    onError: observe,
  };
}

function faultsAnswered(routeId: RouteId, log: Log): ApiMiddleware {
  return {
    onError: (request) => {
      const { event, error } = request;
      log.error('request failed', {
        requestId: event.requestContext.requestId,
        route: routeId,
        ...faultAttributes(error),
      });
      request.response = problemAnswer(problemOf(error), readerOf(event));
    },
  };
}

/** What the caller is told of a fault: only whether it is worth trying again. */
function problemOf(error: unknown): ApplicationProblem {
  const name = error instanceof Error ? error.name : '';
  if (name === 'StoreUnavailable') return { kind: 'store-unavailable', retryAfterSeconds: 5 };
  if (name === 'RegisterUnavailable') return { kind: 'register-unavailable', retryAfterSeconds: 30 };
  // middy's, just before Lambda would end the function without an answer.
  if (name === 'TimeoutError') return { kind: 'store-unavailable', retryAfterSeconds: 5 };
  return { kind: 'fault' };
}
