import * as z from 'zod';
import type { Texts } from '../language.ts';
import type { ProblemCode } from '../problem.ts';

/** What comes with a route that has no path parameters, or takes no query: any is refused. */
export const noMembers = z.strictObject({});

interface BodyContract<Schema extends z.ZodType> {
  readonly kind: 'none' | 'json' | 'raw';
  /** Media types accepted; a refusal (415) names them. */
  readonly mediaTypes: readonly string[];
  readonly limitBytes: number;
  readonly schema: Schema;
  readonly example?: unknown;
}

/** The largest body that goes through the API; larger files are uploaded (design.md, decision 15). */
export const maxBodyBytes = 4 * 1024 * 1024;

export const noBody: BodyContract<z.ZodUndefined> = {
  kind: 'none',
  mediaTypes: [],
  // Room for the `{}` that some clients always send.
  limitBytes: 64,
  schema: z.undefined(),
};

/** @param limitBytes refused with 413 above it, before the body is parsed */
export function jsonBody<Schema extends z.ZodType>(
  schema: Schema,
  { example, limitBytes = 64 * 1024 }: { readonly example: z.input<Schema>; readonly limitBytes?: number },
): BodyContract<Schema> {
  return { kind: 'json', mediaTypes: ['application/json'], limitBytes, schema, example };
}

const rawBodySchema = z.object({ bytes: z.instanceof(Uint8Array), mediaType: z.string() });

/** The body's bytes as they came. */
export function rawBody(
  mediaTypes: readonly string[],
  limitBytes: number = maxBodyBytes,
): BodyContract<typeof rawBodySchema> {
  return { kind: 'raw', mediaTypes, limitBytes, schema: rawBodySchema };
}

/** One way a route succeeds: a JSON body by `schema`, a file by `mediaTypes`, whichever Accept asks for of both, or neither (204, 303). */
interface AnswerContract {
  readonly text: Texts;
  readonly schema?: z.ZodType;
  readonly example?: unknown;
  readonly mediaTypes?: readonly string[];
}

export type AnswerContracts = { readonly [status: number]: AnswerContract };

/**
 * What crosses the edge on a route: what the edge checks and what /openapi.json says. Method, path and who may come
 * stand in the table of routes (functions/app/access/routes.ts), under the same id.
 */
export interface RouteContract<
  Id extends string = string,
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answers extends AnswerContracts = AnswerContracts,
> {
  readonly id: Id;
  readonly summary: Texts;
  /** Groups operations in the OpenAPI document: claims, review, payments, … */
  readonly tag: string;
  /** The path's parameters, all text, percent-decoded. */
  readonly params: Params;
  /** The query, all text, each name once. */
  readonly query: Query;
  readonly body: BodyContract<Body>;
  readonly answers: Answers;
  /** What it may be refused for beyond what every route may (a bad request, 401 and 403, 500, 503). */
  readonly problems: readonly ProblemCode[];
}

/** Keeps the precise types of a contract's schemas, so that its handler is checked against them. */
export function routeContract<
  const Id extends string,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  const Answers extends AnswerContracts,
>(
  contract: RouteContract<Id, Params, Query, Body, Answers>,
): RouteContract<Id, Params, Query, Body, Answers> {
  return contract;
}
