import { Aws } from 'aws-cdk-lib';
import type { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { PrivateBucket } from './private-bucket.ts';
import { indexNames } from './single-table.ts';

/** What functions are wired to. */
export interface Resources {
  readonly region: string;
  readonly district: string;
  /** JSON, by value or by a parameter that is resolved when the stack is deployed. */
  readonly payer: () => string;
  readonly registers: () => string;
  readonly storageKey: Key;
  readonly envelopeKey: Key;
  readonly table: Table;
  readonly evidence: PrivateBucket;
  readonly bankFiles: PrivateBucket;
  readonly anchors: PrivateBucket;
  readonly userPool: UserPool;
  readonly allocationQueue: Queue;
  readonly noticeQueue: Queue;
  readonly financeNotices: Topic;
  /** The address that e-mail comes from. */
  readonly mailFrom: string;
  readonly bankMessageQueue: Queue;
  /** By the names that the `Workflows` port calls them; only the outbox's relay starts and wakes them. */
  readonly machines: Readonly<Partial<Record<string, Machine>>>;
  /** Of the stack that is reached from outside. */
  readonly web?: Web;
}

/** How browsers, and pages in their name, reach us. */
export interface Web {
  readonly siteOrigin: string;
  readonly apiOrigin: string;
  readonly staffClient: UserPoolClient;
}

/** A state machine and the ARN of whatever it executes. */
export interface Machine {
  readonly arn: string;
  readonly executions: string;
}

/** What a part of the container asks for: settings in the environment and leave to act. */
export interface Access {
  readonly environment?: Readonly<Record<string, string>>;
  readonly statements?: readonly PolicyStatement[];
}

export interface AccessOptions {
  /** Of a route that only reads: it may not write, but for the data keys that the first to need one makes. */
  readonly readsOnly: boolean;
  /** Patterns of the partition keys that it may touch, one by one and not by query; all, when absent. */
  readonly rows?: readonly string[];
}

const nothing = (): Access => ({});

/**
 * What each part of functions/handlers/container/ needs. A function may do what the parts it is bundled with need, and
 * nothing else: who imports a part gets its access, who stops importing it loses it.
 */
const accessOfParts: Readonly<Record<string, (resources: Resources, options: AccessOptions) => Access>> = {
  // As what it is made of.
  drafts: nothing,
  sheets: nothing,
  visits: nothing,
  'page-assets': nothing,
  'page-deps': nothing,
  areas: nothing,
  contacts: nothing,
  residents: nothing,
  awards: nothing,
  aws: nothing,
  'bank-formats': nothing,
  banks: nothing,
  // Its prefixes, and so its access, are those of the parts that use it.
  'bank-objects': ({ bankFiles }) => ({ environment: { BANK_FILES_BUCKET: bankFiles.bucketName } }),
  calendar: nothing,
  clock: nothing,
  'compiled-policies': nothing,
  contracts: nothing,
  'data-folder': nothing,
  edge: nothing,
  // The addresses are good for what `uploaded-files` may read, and below for what `bank-files` may.
  'evidence-links': nothing,
  'file-links': nothing,
  ids: nothing,
  log: nothing,
  metrics: nothing,
  // The stack hands the origin's secret over itself, here and below.
  'origin-secret': nothing,
  'outbox-age': nothing,
  'payee-accounts': nothing,
  policies: nothing,
  'public-edge': nothing,
  'read-bank-message': nothing,
  // The client alone: its buckets and prefixes are those of the parts that use it.
  s3: nothing,
  setting: nothing,
  terms: nothing,
  'unsealed-age': nothing,

  district: ({ district }) => ({ environment: { DISTRICT: district } }),
  payer: ({ payer }) => ({ environment: { PAYER: payer() } }),
  registers: ({ registers }) => ({ environment: { REGISTERS: registers() } }),
  verifier: (resources) => ({
    environment: {
      USER_POOL_ID: resources.userPool.userPoolId,
      CLIENT_IDS: webOf(resources).staffClient.userPoolClientId,
    },
  }),
  'sign-in': (resources) => ({
    environment: {
      SIGN_IN_ISSUER: resources.userPool.userPoolProviderUrl,
      CLIENT_IDS: webOf(resources).staffClient.userPoolClientId,
    },
  }),
  'api-clients': (resources) => ({ environment: { API_ORIGIN: webOf(resources).apiOrigin } }),
  'site-origin': (resources) => ({ environment: { SITE_ORIGIN: webOf(resources).siteOrigin } }),
  // Forms go there with a signature that another function gave: no leave is needed for that.
  'upload-origins': ({ evidence, bankFiles }) => ({
    environment: {
      UPLOAD_ORIGINS: [evidence, bankFiles]
        .map(({ bucketRegionalDomainName }) => `https://${bucketRegionalDomainName}`)
        .join(' '),
    },
  }),

  table: ({ table, storageKey, region }, { readsOnly, rows }) => ({
    environment: { TABLE_NAME: table.tableName },
    statements: [
      ...(rows
        ? [allowRows(table, ['dynamodb:GetItem', ...(readsOnly ? [] : writing)], rows)]
        : [
            allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'], [table.tableArn]),
            allow(['dynamodb:Query'], indexArns(table)),
            ...(readsOnly ? [] : [allow(writing, [table.tableArn])]),
          ]),
      allowKey(storageKey, `dynamodb.${region}.amazonaws.com`),
    ],
  }),
  // Who opens a claim is noted, also by a route that otherwise only reads.
  'note-reading': ({ table }, { readsOnly }) => ({
    statements: readsOnly ? [allowRows(table, ['dynamodb:PutItem'], ['CLAIM-READING#*'])] : [],
  }),
  'key-wrapper': ({ envelopeKey }) => ({ environment: { ENVELOPE_KEY_ARN: envelopeKey.keyArn } }),
  // The two unwrap different keys of the one master key: who checks an access code opens no envelope by that.
  envelopes: (resources, options) => dataKeys(resources, options, '????-??'),
  keyed: (resources, options) => dataKeys(resources, options, 'keyed-*'),

  'bank-file-writer': ({ bankFiles, storageKey, region }) => ({
    statements: [
      allow(['s3:PutObject'], [bankFiles.objects('files')]),
      allowKey(storageKey, `s3.${region}.amazonaws.com`),
    ],
  }),
  'bank-files': ({ bankFiles, storageKey, region }) => ({
    statements: [
      allow(['s3:GetObject'], [bankFiles.objects('files')]),
      allowKey(storageKey, `s3.${region}.amazonaws.com`),
    ],
  }),
  'bank-channel': ({ bankFiles, storageKey, region }) => ({
    statements: [
      allow(['s3:GetObject', 's3:PutObject'], [bankFiles.objects('outgoing')]),
      allow(['s3:GetObject'], [bankFiles.objects('receipts')]),
      // Without leave to list, an object that is not there looks like one that is forbidden.
      allow(['s3:ListBucket'], [bankFiles.bucketArn]),
      allowKey(storageKey, `s3.${region}.amazonaws.com`),
    ],
  }),
  'upload-forms': ({ evidence, storageKey, region }) => ({
    environment: { EVIDENCE_BUCKET: evidence.bucketName },
    // A form sent to S3 does what the function that signed it may do.
    statements: [
      allow(['s3:PutObject'], [evidence.objects('quarantine')]),
      allowKey(storageKey, `s3.${region}.amazonaws.com`),
    ],
  }),
  'uploaded-files': ({ evidence, storageKey, region }, { readsOnly }) => ({
    environment: { EVIDENCE_BUCKET: evidence.bucketName },
    statements: [
      allow(['s3:GetObject'], [evidence.objects('quarantine')]),
      // Handing in takes a file out of quarantine.
      allow(readsOnly ? ['s3:GetObject'] : ['s3:GetObject', 's3:PutObject'], [evidence.objects('accepted')]),
      allow(['s3:ListBucket'], [evidence.bucketArn]),
      allowKey(storageKey, `s3.${region}.amazonaws.com`),
    ],
  }),

  'audit-anchors': ({ anchors, storageKey, region }, { readsOnly }) => ({
    environment: { ANCHORS_BUCKET: anchors.bucketName },
    statements: [
      allow(readsOnly ? ['s3:GetObject'] : ['s3:GetObject', 's3:PutObject'], [anchors.objects('seals')]),
      // Without leave to list, a seal that is not anchored looks like one that is forbidden.
      allow(['s3:ListBucket'], [anchors.bucketArn]),
      allowKey(storageKey, `s3.${region}.amazonaws.com`),
    ],
  }),
  'bank-message-forms': ({ bankFiles, storageKey, region }) => ({
    environment: { BANK_FILES_BUCKET: bankFiles.bucketName },
    statements: [
      allow(['s3:PutObject'], [bankFiles.objects('messages')]),
      allowKey(storageKey, `s3.${region}.amazonaws.com`),
    ],
  }),
  'uploaded-bank-messages': ({ bankFiles, storageKey, region }) => ({
    statements: [
      allow(['s3:GetObject'], [bankFiles.objects('messages')]),
      allow(['s3:ListBucket'], [bankFiles.bucketArn]),
      allowKey(storageKey, `s3.${region}.amazonaws.com`),
    ],
  }),

  // A number has no ARN: whatever is no topic.
  messenger: ({ financeNotices }) => ({
    environment: { FINANCE_TOPIC_ARN: financeNotices.topicArn },
    statements: [
      allow(['sns:Publish'], [financeNotices.topicArn]),
      new PolicyStatement({ actions: ['sns:Publish'], notResources: ['arn:*:sns:*:*:*'] }),
    ],
  }),

  // Its domain is an identity that SES has verified before (infra/README.md).
  mailer: ({ region, mailFrom }) => ({
    environment: { MAIL_FROM: mailFrom },
    statements: [
      new PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: [
          `arn:${Aws.PARTITION}:ses:${region}:${Aws.ACCOUNT_ID}:identity/${mailFrom.slice(mailFrom.indexOf('@') + 1)}`,
        ],
        conditions: { StringEquals: { 'ses:FromAddress': mailFrom } },
      }),
    ],
  }),

  'outbox-sinks': ({ machines, allocationQueue, noticeQueue, bankMessageQueue }) => {
    const claim = machineNamed(machines, 'claim');
    const paymentRun = machineNamed(machines, 'payment-run');
    const machineArns = [claim.arn, paymentRun.arn];
    return {
      environment: {
        CLAIM_MACHINE_ARN: claim.arn,
        PAYMENT_RUN_MACHINE_ARN: paymentRun.arn,
        ALLOCATION_QUEUE_URL: allocationQueue.queueUrl,
        NOTICE_QUEUE_URL: noticeQueue.queueUrl,
        BANK_MESSAGE_QUEUE_URL: bankMessageQueue.queueUrl,
      },
      statements: [
        allow(['states:StartExecution', 'states:SendTaskSuccess'], machineArns),
        allow(['states:DescribeExecution'], [claim.executions, paymentRun.executions]),
        allow(
          ['sqs:SendMessage'],
          [allocationQueue, noticeQueue, bankMessageQueue].map(({ queueArn }) => queueArn),
        ),
      ],
    };
  },
};

/** @throws when a part is new here: whoever adds one says what it needs */
export function accessOf(part: string, resources: Resources, options: AccessOptions): Access {
  const access = accessOfParts[part];
  if (!access) throw new Error(`infra/constructs/part-access.ts does not say what the part ${part} needs`);
  return access(resources, options);
}

const writing = [
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:ConditionCheckItem',
];

function allow(actions: readonly string[], resources: readonly string[]): PolicyStatement {
  return new PolicyStatement({ actions: [...actions], resources: [...resources] });
}

/** Rows under some partition keys alone. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html */
function allowRows(table: Table, actions: readonly string[], rows: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    actions: [...actions],
    resources: [table.tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...rows] },
      // A request that names no key at all would satisfy "for all".
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
}

/** A key that a service uses in the function's name, and the function through that service alone. */
function allowKey(key: Key, service: string): PolicyStatement {
  return new PolicyStatement({
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': service } },
  });
}

/**
 * Data keys of one kind, by the name that each is wrapped with (functions/adapters/envelope/): made by the first to need
 * one, also by a route that otherwise only reads.
 */
function dataKeys(
  { envelopeKey, table, district }: Resources,
  { readsOnly }: AccessOptions,
  names: string,
): Access {
  const mayMake = allowRows(table, ['dynamodb:PutItem'], ['DATAKEY#*']);
  const mayWrap = new PolicyStatement({
    actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
    resources: [envelopeKey.keyArn],
    conditions: { StringLike: { 'kms:EncryptionContext:huimin:key': `${district}.${names}` } },
  });
  return { statements: readsOnly ? [mayWrap, mayMake] : [mayWrap] };
}

function webOf({ web }: Resources): Web {
  if (!web) throw new Error('only the stack that is reached from outside knows its addresses');
  return web;
}

function indexArns(table: Table): string[] {
  return indexNames.map((name) => `${table.tableArn}/index/${name}`);
}

function machineNamed(machines: Resources['machines'], name: string): Machine {
  const machine = machines[name];
  if (!machine) throw new Error(`the outbox's relay needs the machine ${name}`);
  return machine;
}
