import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

export interface PrivateBucketProps extends Pick<
  BucketProps,
  'lifecycleRules' | 'objectLockDefaultRetention'
> {
  /** Of the bucket among the stage's own, such as `huimin-dev-evidence`; account and region make it unique. */
  readonly name: string;
  readonly key: IKey;
  readonly keepsData: boolean;
  /** Where it is written who came for what. */
  readonly accessLogs: Bucket;
}

/** Encrypted, versioned, over TLS only, and closed to the public whatever a policy may say one day. */
export class PrivateBucket extends Bucket {
  private readonly fullName: string;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    const { name, key, keepsData, accessLogs, lifecycleRules = [], objectLockDefaultRetention } = props;
    const fullName = `${name}-${Aws.ACCOUNT_ID}-${Stack.of(scope).region}`;
    super(scope, id, {
      ...closed(keepsData),
      bucketName: fullName,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      // One call to KMS for many objects, not one for each.
      bucketKeyEnabled: true,
      versioned: true,
      ...(isInterface(accessLogs) && { serverAccessLogsBucket: accessLogs }),
      serverAccessLogsPrefix: `${id}/`,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }, ...lifecycleRules],
      ...(objectLockDefaultRetention && { objectLockEnabled: true, objectLockDefaultRetention }),
    });
    this.fullName = fullName;
  }

  /** ARN of all objects under a prefix, by the bucket's name: the same text in whatever stack it is written. */
  objects(prefix: string): string {
    return `arn:${Aws.PARTITION}:s3:::${this.fullName}/${prefix}/*`;
  }
}

/** Where S3 writes its access logs. It writes with its own key alone, so there is no key of ours here. */
export class AccessLogBucket extends Bucket {
  constructor(scope: Construct, id: string, props: { readonly keepsData: boolean; readonly days: number }) {
    super(scope, id, {
      ...closed(props.keepsData),
      encryption: BucketEncryption.S3_MANAGED,
      versioned: true,
      lifecycleRules: [
        { expiration: Duration.days(props.days), noncurrentVersionExpiration: Duration.days(1) },
      ],
    });
  }
}

/** The library's class and its interface differ under exactOptionalPropertyTypes, by a getter that may be undefined. */
function isInterface(bucket: unknown): bucket is IBucket {
  return bucket instanceof Bucket;
}

function closed(keepsData: boolean): BucketProps {
  return {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  };
}
