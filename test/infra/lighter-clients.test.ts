import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { bucketEndpointOf, endpointOf } from '../../infra/assets/one-endpoint.ts';
import { bundling } from '../../infra/assets/bundle-functions.ts';

type Answer = readonly [status: number, body?: string | object, headers?: Readonly<Record<string, string>>];

const base64 = (text: string) => Buffer.from(text).toString('base64');
const asked = (name: string, body: string) => JSON.parse(body)[name];

/** By the name of the operation in AWS's JSON protocols. */
const operations: Readonly<Record<string, (body: string) => Answer>> = {
  'DynamoDB_20120810.GetItem': () => [
    200,
    { Item: { pk: { S: 'a' }, sk: { S: 'b' }, n: { N: '1' }, bytes: { B: base64('bytes') } } },
  ],
  'DynamoDB_20120810.TransactWriteItems': () => [
    400,
    {
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      CancellationReasons: [{ Code: 'ConditionalCheckFailed', Message: 'no' }],
    },
  ],
  'TrentService.GenerateDataKey': () => [
    200,
    { Plaintext: base64('data key'), CiphertextBlob: base64('wrapped') },
  ],
  'TrentService.Decrypt': (body) =>
    asked('CiphertextBlob', body) === base64('wrapped')
      ? [200, { Plaintext: base64('data key') }]
      : [400, { __type: 'InvalidCiphertextException' }],
  'AWSStepFunctions.StartExecution': () => [400, { __type: 'ExecutionAlreadyExists', message: 'again' }],
  'AWSStepFunctions.DescribeExecution': () => [200, { input: '{"claimId":"claim-1"}' }],
  'AWSStepFunctions.SendTaskSuccess': () => [400, { __type: 'TaskTimedOut' }],
  'AmazonSQS.SendMessage': (body) => [
    200,
    {
      MessageId: '1',
      MD5OfMessageBody: createHash('md5').update(asked('MessageBody', body)).digest('hex'),
    },
  ],
};

/** By method and path: S3, and its errors as XML or, to a HEAD, as a status alone. */
const objects: Readonly<Record<string, Answer>> = {
  'GET /files/there': [200, 'text', { 'content-range': 'bytes 0-1/4' }],
  'GET /files/absent': [404, '<Error><Code>NoSuchKey</Code><Message>none</Message></Error>'],
  'HEAD /files/there': [200],
  'HEAD /files/absent': [404],
  'PUT /files/new': [200],
  'PUT /files/there': [412, '<Error><Code>PreconditionFailed</Code></Error>'],
  'PUT /files/forbidden': [403, '<Error><Code>AccessDenied</Code></Error>'],
  'PUT /files/broken': [500, '<Error><Code>InternalError</Code></Error>'],
};

function answerTo({ method, url, headers }: IncomingMessage, body: string): Answer {
  if (!headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=AKIATEST/')) return [403];
  const operation = operations[String(headers['x-amz-target'])];
  const path = new URL(url!, 'http://aws').pathname;
  return operation?.(body) ?? objects[`${method!} ${path}`] ?? [501];
}

test('services are found where AWS has them, in China too', () => {
  const addresses = (Region: string) => [
    endpointOf('kms', { Region }).url.href,
    bucketEndpointOf({ Region, Bucket: 'files' }).url.href,
  ];
  expect(addresses('ap-east-1')).toEqual([
    'https://kms.ap-east-1.amazonaws.com/',
    'https://files.s3.ap-east-1.amazonaws.com/',
  ]);
  expect(addresses('cn-north-1')).toEqual([
    'https://kms.cn-north-1.amazonaws.com.cn/',
    'https://files.s3.cn-north-1.amazonaws.com.cn/',
  ]);
});

test('clients that were made lighter tell answers and errors apart as before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huimin-clients-'));
  const outfile = join(folder, 'clients.mjs');
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [status, answer = '', headers = {}] = answerTo(request, Buffer.concat(chunks).toString());
      response.writeHead(status, headers);
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const environment = {
    AWS_REGION: 'ap-east-1',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${String(port)}`,
    AWS_ACCESS_KEY_ID: 'AKIATEST',
    AWS_SECRET_ACCESS_KEY: 'secret',
  };
  try {
    await build({
      ...bundling({ withJsonSchema: false }),
      entryPoints: ['test/infra/clients-at-work.ts'],
      outfile,
    });
    const { stdout } = await promisify(execFile)(process.execPath, [outfile], { env: environment });
    expect(JSON.parse(stdout)).toEqual({
      item: { pk: 'a', sk: 'b', n: 1, bytes: Object.fromEntries(Buffer.from('bytes').entries()) },
      transaction: { ok: false, error: { kind: 'cancelled', reasons: [{ code: 'condition-failed' }] } },
      object: 'text',
      range: 'bytes 0-1/4',
      noObject: 'none',
      has: [true, false],
      put: [true, false],
      refused: 403,
      fault: 'none',
      key: 'data key',
      opened: 'data key',
      wrongContext: 'InvalidCiphertextException',
      started: 'as before',
      nobodyWaits: 'nobody',
      queued: 'queued',
      form: [`${environment.AWS_ENDPOINT_URL}/files`, 'quarantine/upload-1'],
    });
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
}, 60_000);
