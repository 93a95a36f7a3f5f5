// Stands in for Lambda: loads every bundle under Lambda's environment, against a server that speaks as much of AWS's
// JSON protocol as a start takes, and calls some of the handlers. Writes what came of it after the word RESULT.
import { readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { standInForAws } from './lambda-environment.ts';

const bundles = process.argv[2]!;

const aws = await standInForAws();
Object.assign(process.env, aws.environment);

const handlers = new Map<
  string,
  (
    event: unknown,
    context?: unknown,
  ) => Promise<{
    readonly isAuthorized: boolean;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }>
>();
for (const { name, parentPath } of readdirSync(bundles, { recursive: true, withFileTypes: true })) {
  if (name !== 'index.mjs') continue;
  const { handler } = await import(`${parentPath}/index.mjs`);
  if (typeof handler === 'function') handlers.set(relative(bundles, parentPath), handler);
}

const context = { functionName: 'test', awsRequestId: 'request', getRemainingTimeInMillis: () => 29_000 };
const http = (name: string, method: string, path: string, body?: string) =>
  handlers.get(name)!(
    {
      version: '2.0',
      routeKey: `${method} ${path}`,
      rawPath: path,
      rawQueryString: '',
      headers: { 'content-type': 'application/json' },
      requestContext: { requestId: 'request', http: { method, path, sourceIp: '127.0.0.1' } },
      body,
      isBase64Encoded: false,
    },
    context,
  );
const origin = async (secret?: string): Promise<boolean> =>
  (await handlers.get('authorizers/check-origin')!({ headers: secret ? { 'x-huimin-origin': secret } : {} }))
    .isAuthorized;

const publicPage = await http('pages/serve-public-pages', 'GET', '/claims');
const [stylesheet = ''] = /\/assets\/[\w-]+\.css/.exec(publicPage.body) ?? [];

const result = {
  loaded: [...handlers.keys()],
  health: await http('http/healthz/read-health', 'GET', '/healthz'),
  openapi: await http('http/openapi/read-openapi', 'GET', '/openapi.json'),
  badClaim: await http(
    'http/claims/submit-claim',
    'POST',
    '/api/claims',
    '{"programme":"rural-reward","colour":"red"}',
  ),
  noToken: await http('http/review/list-tasks', 'GET', '/api/tasks'),
  publicPage,
  stylesheet: await http('pages/serve-public-pages', 'GET', stylesheet),
  staffPage: await http('pages/serve-finance-pages', 'GET', '/finance'),
  badStep: await handlers.get('steps/claim/award-benefit')!({ claim: 1 }, context).catch(
    (error: unknown) => (error as Error).name,
  ),
  resent: await handlers.get('schedules/resend-outbox')!({}, context),
  origin: [await origin('origin-secret'), await origin('wrong'), await origin()],
};
aws.close();
process.stdout.write(`RESULT ${JSON.stringify(result)}`, () => process.exit());
