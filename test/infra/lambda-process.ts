// Stands in for Lambda: loads every bundle under Lambda's environment, against a server that speaks as much of AWS's
// JSON protocol as a start takes, and calls some of the handlers. Writes what came of it after the word RESULT.
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { relative } from 'node:path';

const bundles = process.argv[2]!;

const answers: Readonly<Record<string, () => object>> = {
  'TrentService.GenerateDataKey': () => ({
    KeyId: 'key',
    Plaintext: randomBytes(32).toString('base64'),
    CiphertextBlob: randomBytes(60).toString('base64'),
  }),
  'DynamoDB_20120810.GetItem': () => ({}),
  'DynamoDB_20120810.Query': () => ({ Items: [] }),
  'DynamoDB_20120810.TransactWriteItems': () => ({}),
};
const aws = createServer((request, response) => {
  request.resume();
  const answer = answers[String(request.headers['x-amz-target'])];
  const signed = request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=AKIATEST/');
  response.writeHead(answer && signed ? 200 : 400, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify(answer && signed ? answer() : { __type: 'NotHere' }));
}).listen(0, '127.0.0.1');
await new Promise((resolve) => aws.once('listening', resolve));

const address = 'https://registers.invalid';
const keptBy = [
  'public-security',
  'civil-affairs',
  'disabled-persons-federation',
  'social-insurance',
  'health',
  'township',
];
Object.assign(process.env, {
  AWS_REGION: 'ap-east-1',
  AWS_ENDPOINT_URL: `http://127.0.0.1:${String((aws.address() as AddressInfo).port)}`,
  AWS_ACCESS_KEY_ID: 'AKIATEST',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'session',
  DISTRICT: '320602',
  TABLE_NAME: 'table',
  ENVELOPE_KEY_ARN: 'arn:aws:kms:ap-east-1:1:key/k',
  USER_POOL_ID: 'ap-east-1_abcdefghi',
  CLIENT_IDS: 'client',
  BANK_FILES_BUCKET: 'bank-files',
  EVIDENCE_BUCKET: 'evidence',
  REGISTERS: JSON.stringify(Object.fromEntries(keptBy.map((name) => [name, address]))),
  PAYER: JSON.stringify({
    initiatingParty: 'x',
    debtor: { name: 'x', account: '1', bankId: 'DEMOCNSH' },
    remittance: 'x',
    returnWindowDays: 30,
  }),
  CLAIM_MACHINE_ARN: 'arn:aws:states:ap-east-1:1:stateMachine:claim',
  PAYMENT_RUN_MACHINE_ARN: 'arn:aws:states:ap-east-1:1:stateMachine:payment-run',
  ALLOCATION_QUEUE_URL: 'https://sqs.invalid/allocations.fifo',
  NOTICE_QUEUE_URL: 'https://sqs.invalid/notices',
  ORIGIN_SECRET: 'origin-secret',
  POWERTOOLS_SERVICE_NAME: 'huimin',
  POWERTOOLS_METRICS_NAMESPACE: 'Huimin',
});

const handlers = new Map<
  string,
  (event: unknown, context?: unknown) => Promise<{ readonly isAuthorized: boolean }>
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
  badStep: await handlers.get('steps/claim/award-benefit')!({ claim: 1 }, context).catch(
    (error: unknown) => (error as Error).name,
  ),
  resent: await handlers.get('schedules/resend-outbox')!({}, context),
  origin: [await origin('origin-secret'), await origin('wrong'), await origin()],
};
aws.close();
process.stdout.write(`RESULT ${JSON.stringify(result)}`, () => process.exit());
