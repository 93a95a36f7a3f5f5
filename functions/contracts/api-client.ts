import type * as z from 'zod';
import type { AnswerContracts, RouteContract } from './http/route-contract.ts';
import type { Language } from './language.ts';
import type { Problem } from './problem.ts';
import type { Result } from '../domain/result/result.ts';

/** A request to the API as it goes over the wire. */
export interface ApiRequest {
  readonly method: string;
  /** Path and query, percent-encoded. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * Where pages get everything from: our own API, over HTTP there, by a direct call here. So a page can do nothing that
 * a script with the same token could not, and every check is made once.
 */
export type Api = (request: ApiRequest) => Promise<ApiAnswer>;

/** In whose name a page asks. */
export interface ApiCredentials {
  readonly accessToken?: string | undefined;
  readonly accessCode?: string | undefined;
}

/** What a route answers when it succeeds. */
export type SuccessOf<Answers extends AnswerContracts> = {
  [Status in keyof Answers]: Answers[Status] extends { readonly schema: infer Schema extends z.ZodType }
    ? z.output<Schema>
    : undefined;
}[keyof Answers];

type Sent<Schema extends z.ZodType> =
  undefined extends z.input<Schema>
    ? unknown
    : | { readonly body: z.input<Schema> }
      /** A body as somebody typed it: what is missing or wrong, the API says. */
      | { readonly typed: unknown };

export type ApiCall<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = {
  readonly params?: z.input<Params>;
  readonly query?: z.input<Query>;
  /** Makes a second try of the same form the same act. */
  readonly idempotencyKey?: string;
  /** Instead of the visit's own, where a form has just been given one. */
  readonly accessCode?: string;
} & Sent<Body>;

export interface ApiClient {
  /**
   * Calls a route by its contract.
   * @returns what the contract says of a success, or the API's problem, its texts in the reader's language
   * @throws when the API answers neither
   */
  call<
    Id extends string,
    Params extends z.ZodType,
    Query extends z.ZodType,
    Body extends z.ZodType,
    Answers extends AnswerContracts,
  >(
    contract: RouteContract<Id, Params, Query, Body, Answers>,
    input: ApiCall<Params, Query, Body>,
  ): Promise<Result<SuccessOf<Answers>, Problem>>;
  /**
   * Passes a request through as it is: for files.
   * @returns the answer of a success or a redirect as it came, or the API's problem
   * @throws when the API refuses without saying why
   */
  readonly pass: (request: ApiRequest) => Promise<Result<ApiAnswer, Problem>>;
}

/** Makes a client that asks in somebody's name and language. */
export type ApiClients = (credentials: ApiCredentials, language: Language) => ApiClient;
