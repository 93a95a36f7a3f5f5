import { route } from '../../functions/app/access/routes.ts';
import type { HttpRoute } from '../../functions/handlers/http/edge/api-handler.ts';
import { anApiEvent } from './api-event.ts';

/** What a request says of who sends it, and what it sends. */
export interface Asked {
  /** Name of a member of staff: their token is sent. */
  readonly user?: string;
  readonly accessCode?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly xml?: string;
  readonly csv?: Uint8Array;
  readonly key?: string;
  /** Others, such as `accept`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Sends one request to a route's handler, as API Gateway would.
 * @param lines what the handler logs: a fault is thrown with what the log says of it
 */
export async function askRoute(
  { contract, handler }: HttpRoute,
  lines: readonly object[],
  { user, accessCode, params = {}, query, body, xml, csv, key, headers: others }: Asked = {},
) {
  const { method, path } = route(contract.id);
  const content = body === undefined ? (xml ?? csv) : JSON.stringify(body);
  const mediaType = body !== undefined ? 'application/json' : csv ? 'text/csv' : 'text/xml';
  const answer = await handler(
    anApiEvent({
      method,
      path: path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? '')),
      query: new URLSearchParams(query).toString(),
      params,
      headers: {
        ...others,
        ...(user !== undefined && { authorization: `Bearer ${user}` }),
        ...(accessCode !== undefined && { 'x-access-code': accessCode }),
        ...(key !== undefined && { 'idempotency-key': key }),
        ...(content !== undefined && { 'content-type': mediaType }),
      },
      ...(content !== undefined && { body: content }),
    }),
  );
  if (answer.statusCode === 500) throw new Error(`a fault: ${JSON.stringify(lines.slice(-2), null, 2)}`);
  const bytes = Buffer.from(answer.body ?? 'null', answer.isBase64Encoded ? 'base64' : 'utf8');
  const text = bytes.toString('utf8');
  const headers = answer.headers ?? {};
  const json = /\bjson/.test(String(headers['content-type']));
  return { status: answer.statusCode, headers, bytes, text, body: json ? JSON.parse(text) : undefined };
}
