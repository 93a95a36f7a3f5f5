import type { Api, ApiAnswer, ApiClients, SuccessOf } from '../../contracts/api-client.ts';
import { isRouteId, route } from '../../app/access/routes.ts';
import { type Problem, problemSchema } from '../../contracts/problem.ts';
import { err, ok } from '../../domain/result/result.ts';

/** Clients of an API by its contracts. */
export function createApiClients(api: Api): ApiClients {
  return (credentials, language) => {
    const headersFor = (accessCode: string | undefined): Record<string, string> => ({
      'accept-language': language,
      ...(credentials.accessToken === undefined
        ? {}
        : { authorization: `Bearer ${credentials.accessToken}` }),
      ...(accessCode === undefined ? {} : { 'x-access-code': accessCode }),
    });
    return {
      async pass(request) {
        const headers = { ...headersFor(credentials.accessCode), ...request.headers };
        const answer = await api({ ...request, headers });
        return answer.status < 400 ? ok(answer) : err(problemIn(answer, request.target));
      },
      async call(contract, input) {
        const { params, query, idempotencyKey, accessCode = credentials.accessCode } = input;
        const sent = sentIn(input);
        if (!isRouteId(contract.id)) throw new Error(`there is no route ${contract.id}`);
        const { method, path } = route(contract.id);
        const answer = await api({
          method,
          target: targetOf(path, entriesOf(params), entriesOf(query)),
          headers: {
            ...headersFor(accessCode),
            ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
            ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
          },
          ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
        });
        const declared = contract.answers[answer.status];
        if (!declared) return err(problemIn(answer, contract.id));
        const value = declared.schema?.parse(jsonIn(answer));
        // The contract's schema of this very status has just read it.
        return ok(value as SuccessOf<typeof contract.answers>);
      },
    };
  };
}

function jsonIn({ body }: ApiAnswer): unknown {
  return JSON.parse(Buffer.from(body).toString('utf8'));
}

/** @throws when it is none @param asked of what, for the log: a route or a path */
function problemIn(answer: ApiAnswer, asked: string): Problem {
  if (answer.headers['content-type']?.startsWith('application/problem+json') !== true) {
    throw new Error(`${asked} was answered ${String(answer.status)} without a problem`);
  }
  return problemSchema.parse(jsonIn(answer));
}

function sentIn(input: object): unknown {
  if ('body' in input) return input.body;
  return 'typed' in input ? input.typed : undefined;
}

/** Named members as text, those left undefined left out. */
function entriesOf(members: unknown): readonly (readonly [string, string])[] {
  if (typeof members !== 'object' || members === null) return [];
  return Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
}

function targetOf(
  path: string,
  params: readonly (readonly [string, string])[],
  query: readonly (readonly [string, string])[],
): string {
  const filled = params.reduce(
    (target, [name, value]) => target.replace(`{${name}}`, encodeURIComponent(value)),
    path,
  );
  const search = new URLSearchParams(query.map(([name, value]) => [name, value])).toString();
  return search === '' ? filled : `${filled}?${search}`;
}
