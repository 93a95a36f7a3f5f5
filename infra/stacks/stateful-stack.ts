import { Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { FeaturePlan, Mfa, StandardThreatProtectionMode, UserPool } from 'aws-cdk-lib/aws-cognito';
import { AnyPrincipal, ArnPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { alarmOn } from '../constructs/alarm.ts';
import { AccessLogBucket, PrivateBucket } from '../constructs/private-bucket.ts';
import { SingleTable } from '../constructs/single-table.ts';
import type { Stage } from '../stages.ts';

/** What has a memory: the table, files, keys, people's sign-ins, queues. Everything else can be made again. */
export class StatefulStack extends Stack {
  readonly storageKey: Key;
  readonly envelopeKey: Key;
  readonly table: SingleTable;
  readonly evidence: PrivateBucket;
  readonly bankFiles: PrivateBucket;
  readonly anchors: PrivateBucket;
  readonly userPool: UserPool;
  readonly allocationQueue: Queue;
  readonly noticeQueue: Queue;
  /** Bank messages that were sent by form and wait to be imported. */
  readonly bankMessageQueue: Queue;
  /** What the stream's relay gave up: positions in the stream; the rows themselves stand in the table. */
  readonly relayGaveUp: Queue;
  readonly schedulesGaveUp: Queue;
  readonly alarms: Topic;
  /** Whoever of the finance office wants to be told subscribes, by e-mail or otherwise. */
  readonly financeNotices: Topic;
  readonly accessLogs: AccessLogBucket;

  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { readonly stage: Stage }) {
    super(scope, id, { ...props, terminationProtection: stage.keepsData });
    const { keepsData } = stage;
    const removalPolicy = keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    this.storageKey = new Key(this, 'StorageKey', {
      description: `Huimin ${stage.name}: the table and the buckets at rest`,
      enableKeyRotation: true,
      removalPolicy,
    });
    this.envelopeKey = new Key(this, 'EnvelopeKey', {
      description: `Huimin ${stage.name}: wraps the data keys of personal data. Without it they are lost`,
      enableKeyRotation: true,
      removalPolicy,
    });
    this.table = new SingleTable(this, 'Table', { key: this.storageKey, keepsData });

    this.accessLogs = new AccessLogBucket(this, 'AccessLogs', { keepsData, days: stage.logDays });
    const bucket = { key: this.storageKey, keepsData, accessLogs: this.accessLogs };
    this.evidence = new PrivateBucket(this, 'Evidence', {
      ...bucket,
      name: `huimin-${stage.name}-evidence`,
      lifecycleRules: [
        // What was not handed in with a claim in a month is nobody's evidence.
        {
          prefix: 'quarantine/',
          expiration: Duration.days(30),
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
    });
    this.bankFiles = new PrivateBucket(this, 'BankFiles', {
      ...bucket,
      name: `huimin-${stage.name}-bank-files`,
    });
    this.anchors = new PrivateBucket(this, 'AuditAnchors', {
      ...bucket,
      name: `huimin-${stage.name}-audit-anchors`,
      objectLockDefaultRetention:
        stage.anchorLock.mode === 'COMPLIANCE'
          ? ObjectLockRetention.compliance(Duration.days(stage.anchorLock.days))
          : ObjectLockRetention.governance(Duration.days(stage.anchorLock.days)),
    });
    this.keepAnchors(keepsData);
    if (stage.bankAgentArn !== undefined) this.letBankAgentIn(stage.bankAgentArn);

    this.userPool = this.staffSignIn(stage, removalPolicy);
    this.userPool.addDomain('SignIn', {
      cognitoDomain: { domainPrefix: `huimin-${stage.name}-${this.account}` },
    });

    this.alarms = new Topic(this, 'Alarms', { displayName: `Huimin ${stage.name}`, enforceSSL: true });
    this.financeNotices = new Topic(this, 'FinanceNotices', {
      displayName: `Huimin ${stage.name}: finance`,
      enforceSSL: true,
    });
    const kept: QueueProps = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy,
    };
    const allocationsGaveUp = new Queue(this, 'AllocationsGaveUp', { ...kept, fifo: true });
    this.allocationQueue = new Queue(this, 'Allocations', {
      ...kept,
      fifo: true,
      // Six times the allocator's timeout, as Lambda asks of a queue it reads.
      visibilityTimeout: Duration.minutes(12),
      deadLetterQueue: { queue: allocationsGaveUp, maxReceiveCount: 5 },
    });
    const bankMessagesGaveUp = new Queue(this, 'BankMessagesGaveUp', kept);
    this.bankMessageQueue = new Queue(this, 'BankMessages', {
      ...kept,
      // Six times the importer's timeout.
      visibilityTimeout: Duration.minutes(60),
      deadLetterQueue: { queue: bankMessagesGaveUp, maxReceiveCount: 5 },
    });
    const noticesGaveUp = new Queue(this, 'NoticesGaveUp', kept);
    this.noticeQueue = new Queue(this, 'Notices', {
      ...kept,
      // Six times the sender's timeout.
      visibilityTimeout: Duration.minutes(6),
      deadLetterQueue: { queue: noticesGaveUp, maxReceiveCount: 5 },
    });
    this.relayGaveUp = new Queue(this, 'RelayGaveUp', kept);
    this.schedulesGaveUp = new Queue(this, 'SchedulesGaveUp', kept);
    this.watch({ AllocationsGaveUp: allocationsGaveUp, BankMessagesGaveUp: bankMessagesGaveUp });
    this.watch({ NoticesGaveUp: noticesGaveUp });
    this.watch({ RelayGaveUp: this.relayGaveUp, SchedulesGaveUp: this.schedulesGaveUp });
    this.acknowledge();
  }

  /** Only staff sign in, and somebody made their account; families need none. */
  private staffSignIn(stage: Stage, removalPolicy: RemovalPolicy): UserPool {
    return new UserPool(this, 'People', {
      selfSignUpEnabled: false,
      signInAliases: { username: true },
      signInCaseSensitive: false,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      featurePlan: stage.threatProtection ? FeaturePlan.PLUS : FeaturePlan.ESSENTIALS,
      ...(stage.threatProtection && {
        standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      }),
      deletionProtection: stage.keepsData,
      removalPolicy,
    });
  }

  /**
   * Object Lock keeps every version of an anchor, but not from being hidden behind a newer one or a delete marker. So
   * nobody writes where there is an object, or deletes; who changed this policy could, and would stand in CloudTrail.
   */
  private keepAnchors(keepsData: boolean): void {
    const everybody = { effect: Effect.DENY, principals: [new AnyPrincipal()] };
    const resources = [this.anchors.arnForObjects('*')];
    this.anchors.addToResourcePolicy(
      new PolicyStatement({
        ...everybody,
        actions: ['s3:PutObject'],
        resources,
        conditions: { Null: { 's3:if-none-match': 'true' } },
      }),
    );
    if (keepsData) {
      this.anchors.addToResourcePolicy(
        new PolicyStatement({ ...everybody, actions: ['s3:DeleteObject'], resources }),
      );
    }
  }

  /** The agent reads what goes out and writes receipts, each for its own bank by its own prefix (README, "The bank"). */
  private letBankAgentIn(arn: string): void {
    const principals = [new ArnPrincipal(arn)];
    const objects = (prefix: string): string[] => [this.bankFiles.objects(prefix)];
    this.bankFiles.addToResourcePolicy(
      new PolicyStatement({ principals, actions: ['s3:GetObject'], resources: objects('outgoing') }),
    );
    this.bankFiles.addToResourcePolicy(
      new PolicyStatement({ principals, actions: ['s3:PutObject'], resources: objects('receipts') }),
    );
    this.bankFiles.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ['s3:ListBucket'],
        resources: [this.bankFiles.bucketArn],
        conditions: { StringLike: { 's3:prefix': ['outgoing/*'] } },
      }),
    );
    this.storageKey.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'kms:ViaService': `s3.${this.region}.amazonaws.com` } },
      }),
    );
  }

  private watch(queues: Readonly<Record<string, Queue>>): void {
    for (const [name, queue] of Object.entries(queues)) {
      alarmOn(this, `${name}NotEmpty`, {
        metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) }),
        from: 1,
        says: `${name}: something was tried until it was given up. Find its log line, mend the cause, redrive the queue.`,
        tells: this.alarms,
      });
    }
  }

  private acknowledge(): void {
    Validations.of(this.accessLogs).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Here the access logs are; logging the log would not end.',
    });
    for (const queue of [this.relayGaveUp, this.schedulesGaveUp]) {
      Validations.of(queue).acknowledge({
        id: 'AwsSolutions-SQS3',
        reason:
          'It is the dead-letter queue: of a stream and of asynchronous calls, which the rule does not look at.',
      });
    }
    Validations.of(this.userPool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason:
        'Prod has the Plus plan. Other stages hold test sign-ins of a few, behind MFA, for whom it costs too much.',
    });
  }
}
