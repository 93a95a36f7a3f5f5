import type { Api, ApiClients, SuccessOf } from '../../contracts/api-client.ts';
import { isRouteId, route } from '../../app/access/routes.ts';
import { problemSchema } from '../../contracts/problem.ts';
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
      pass: (request) =>
        api({ ...request, headers: { ...headersFor(credentials.accessCode), ...request.headers } }),
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
        const text = Buffer.from(answer.body).toString('utf8');
        const declared = contract.answers[answer.status];
        if (declared) {
          const value = declared.schema?.parse(JSON.parse(text));
          // The contract's schema of this very status has just read it.
          return ok(value as SuccessOf<typeof contract.answers>);
        }
        if (answer.headers['content-type']?.startsWith('application/problem+json') !== true) {
          throw new Error(`${contract.id} was answered ${String(answer.status)} without a problem`);
        }
        return err(problemSchema.parse(JSON.parse(text)));
      },
    };
  };
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
