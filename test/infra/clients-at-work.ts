// Bundled as functions are, and run against a server in AWS's place: what our adapters make of the clients' answers
// when the clients have been made lighter. Writes it as JSON.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createDynamodbTable } from '../../functions/adapters/dynamodb/dynamodb-table.ts';
import { kmsKey } from '../../functions/adapters/kms/kms-key.ts';
import { refusedStatus, s3Objects } from '../../functions/adapters/s3/objects.ts';
import { s3UploadForms } from '../../functions/adapters/s3/upload-forms.ts';
import { sqsAllocationQueue } from '../../functions/adapters/sqs/allocation-queue.ts';
import { stepfunctionsWorkflows } from '../../functions/adapters/stepfunctions/stepfunctions-workflows.ts';

const once = { maxAttempts: 1 };
const s3 = new S3Client(once);
const objects = s3Objects({ client: s3, bucket: 'files' });
const table = createDynamodbTable({ client: new DynamoDBClient(once), tableName: 'table' });
const kms = kmsKey({ client: new KMSClient(once), keyId: 'key' });
const workflows = stepfunctionsWorkflows({
  client: new SFNClient(once),
  machineArns: { claim: 'arn:aws:states:ap-east-1:1:stateMachine:claim', 'payment-run': 'arn' },
});
const queueUrl = `${process.env.AWS_ENDPOINT_URL ?? ''}/1/allocations.fifo`;
const allocate = sqsAllocationQueue({ client: new SQSClient(once), queueUrl });

const text = async (body: AsyncIterable<Uint8Array> | undefined) =>
  body && Buffer.concat(await Array.fromAsync(body)).toString();
const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'no error');
const put = (key: string, ifAbsent?: true) =>
  objects.put(key, Buffer.from('x'), {
    mediaType: 'text/plain',
    sha256: '00',
    ...(ifAbsent && { ifAbsent }),
  });

const form = await s3UploadForms({
  client: s3,
  bucket: 'files',
  prefix: 'quarantine',
  maxBytes: 1_000,
  now: Date.now,
}).issue({
  uploadId: 'upload-1',
  mediaType: 'image/png',
  expiresAt: new Date(Date.now() + 60_000).toISOString(),
});
process.stdout.write(
  JSON.stringify({
    item: await table.get({ pk: 'a', sk: 'b' }),
    transaction: await table.transact([{ put: { pk: 'a', sk: 'b' }, if: { exists: false } }]),
    object: await text((await objects.get('there'))?.body),
    range: (await objects.get('there', 'bytes=0-1'))?.contentRange,
    noObject: (await objects.get('absent')) ?? 'none',
    has: [await objects.has('there'), await objects.has('absent')],
    put: [await put('new'), await put('there', true)],
    refused: await put('forbidden').catch(refusedStatus),
    fault: (await put('broken').catch(refusedStatus)) ?? 'none',
    key: Buffer.from((await kms.generate({ for: 'test' })).key).toString(),
    opened: Buffer.from(await kms.unwrap(Buffer.from('wrapped'), { for: 'test' })).toString(),
    wrongContext: await kms.unwrap(Buffer.from('other'), { for: 'test' }).catch(nameOf),
    started: await workflows.start('claim', 'claim-1', { claimId: 'claim-1' }).then(() => 'as before'),
    nobodyWaits: await workflows.succeed('used-token', {}).then(() => 'nobody'),
    queued: await allocate('appropriation-1', 'claim-1').then(() => 'queued'),
    form: [form.uploadUrl, form.fields.key],
  }),
);
