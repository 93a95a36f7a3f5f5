import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

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
/** What stands in for AWS: as much of its JSON protocol as a function's start takes. */
export interface StandInForAws {
  /** Lambda's environment, and what the stacks set in it. */
  readonly environment: Readonly<Record<string, string>>;
  close(): void;
}

export async function standInForAws(): Promise<StandInForAws> {
  const server = createServer((request, response) => {
    request.resume();
    const answer = answers[String(request.headers['x-amz-target'])];
    const signed = request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=AKIATEST/');
    response.writeHead(answer && signed ? 200 : 400, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(answer && signed ? answer() : { __type: 'NotHere' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { environment: environment(address.port), close: () => server.close() };
}

const address = 'https://registers.invalid';
const keptBy = [
  'public-security',
  'civil-affairs',
  'disabled-persons-federation',
  'social-insurance',
  'health',
  'township',
];
const environment = (port: number) => ({
  AWS_REGION: 'ap-east-1',
  AWS_ENDPOINT_URL: `http://127.0.0.1:${String(port)}`,
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
  ANCHORS_BUCKET: 'anchors',
  REGISTERS: JSON.stringify(Object.fromEntries(keptBy.map((name) => [name, address]))),
  PAYER: JSON.stringify({
    initiatingParty: 'x',
    debtor: { name: 'x', account: '1', bankId: 'DEMOCNSH' },
    remittance: 'x',
    returnWindowDays: 30,
    answerWithinWorkingDays: 3,
  }),
  CLAIM_MACHINE_ARN: 'arn:aws:states:ap-east-1:1:stateMachine:claim',
  PAYMENT_RUN_MACHINE_ARN: 'arn:aws:states:ap-east-1:1:stateMachine:payment-run',
  ALLOCATION_QUEUE_URL: 'https://sqs.invalid/allocations.fifo',
  BANK_MESSAGE_QUEUE_URL: 'https://sqs.invalid/bank-messages',
  API_ORIGIN: `http://127.0.0.1:${String(port)}`,
  SITE_ORIGIN: 'https://huimin.invalid',
  SIGN_IN_ISSUER: 'https://sign-in.invalid',
  UPLOAD_ORIGINS: 'https://evidence.invalid https://bank-files.invalid',
  FINANCE_TOPIC_ARN: 'arn:aws:sns:ap-east-1:1:finance',
  MAIL_FROM: 'notices@huimin.example',
  NOTICE_QUEUE_URL: 'https://sqs.invalid/notices',
  ORIGIN_SECRET: 'origin-secret',
  POWERTOOLS_SERVICE_NAME: 'huimin',
  POWERTOOLS_METRICS_NAMESPACE: 'Huimin',
});
