import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';

export interface S3ObjectsOptions {
  readonly client: Pick<S3Client, 'send'>;
  readonly bucket: string;
}

export interface PutOptions {
  readonly mediaType: string;
  /** Hex; S3 refuses bytes that have another. */
  readonly sha256: string;
  /** Never replaces what is there. */
  readonly ifAbsent?: true;
}

/** One bucket's objects. Methods reject with the client's errors, of which `refusedStatus` tells what they mean. */
export interface S3Objects {
  /** @param range such as `bytes=0-7`. @returns undefined where there is none */
  get(
    key: string,
    range?: string,
  ): Promise<{ readonly body: AsyncIterable<Uint8Array>; readonly contentRange: string } | undefined>;
  has(key: string): Promise<boolean>;
  /** @returns false when something is there and was to stay. A put that S3 began and we repeated may say so too */
  put(key: string, bytes: Uint8Array, options: PutOptions): Promise<boolean>;
}

/** The status with which S3 refused, below 500; undefined when it was at fault itself, or gave no answer. */
export function refusedStatus(error: unknown): number | undefined {
  if (!(error instanceof S3ServiceException)) return undefined;
  const { httpStatusCode = 500 } = error.$metadata;
  return httpStatusCode < 500 ? httpStatusCode : undefined;
}

/**
 * The calls of S3 that we make. Who may not list the bucket is told 403 where there is no object: roles that ask for
 * what may not be there have leave to list.
 */
export function s3Objects({ client, bucket: Bucket }: S3ObjectsOptions): S3Objects {
  return {
    async get(Key, Range) {
      const found = await unless(
        404,
        client.send(new GetObjectCommand({ Bucket, Key, ...(Range !== undefined && { Range }) })),
      );
      if (!found) return undefined;
      if (!found.Body) throw new Error(`S3 sent nothing of ${Key}`);
      return { body: found.Body as AsyncIterable<Uint8Array>, contentRange: found.ContentRange ?? '' };
    },
    async has(Key) {
      return (await unless(404, client.send(new HeadObjectCommand({ Bucket, Key })))) !== undefined;
    },
    async put(Key, Body, { mediaType, sha256, ifAbsent = false }) {
      const put = client.send(
        new PutObjectCommand({
          Bucket,
          Key,
          Body,
          ContentType: mediaType,
          ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
          ...(ifAbsent && { IfNoneMatch: '*' }),
        }),
      );
      return (await (ifAbsent ? unless(412, put) : put)) !== undefined;
    },
  };
}

/** What was answered, or undefined where S3 refused with this status. */
async function unless<Answer>(status: number, answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (refusedStatus(error) === status) return undefined;
    throw error;
  }
}
