import { createHash } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { BankFiles } from '../../app/payments/ports.ts';
import { writePain001 } from '../bank/iso20022/write-pain001.ts';

export interface S3BankFilesOptions {
  readonly client: Pick<S3Client, 'send'>;
  readonly bucket: string;
}

/**
 * The banks' files as objects. A file is put in one piece, which S3 stores whole or not at all: the bank's limit of
 * payments keeps it to a few megabytes (5,000 are about 3.5 MB), so it fits in memory and a multipart upload, with its
 * leftovers, would gain nothing. S3 refuses bytes that do not have the SHA-256 we say.
 */
export function s3BankFiles({ client, bucket }: S3BankFilesOptions): BankFiles {
  return {
    async write(key, file) {
      const hash = createHash('sha256');
      const chunks: Buffer[] = [];
      for await (const chunk of writePain001(file)) {
        const bytes = Buffer.from(chunk, 'utf8');
        hash.update(bytes);
        chunks.push(bytes);
      }
      const body = Buffer.concat(chunks);
      const digest = hash.digest();
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: objectKey(key),
          Body: body,
          ContentType: 'application/xml',
          ChecksumSHA256: digest.toString('base64'),
        }),
      );
      return { sha256: digest.toString('hex'), bytes: body.byteLength };
    },
    read: (key) => objectBytes(client, bucket, objectKey(key)),
  };
}

function objectKey(key: string): string {
  return `files/${key}.xml`;
}

async function* objectBytes(
  client: Pick<S3Client, 'send'>,
  bucket: string,
  key: string,
): AsyncGenerator<Uint8Array> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (!Body) throw new Error(`S3 sent no body for ${key}`);
  // Under Node the body is a Readable, which the SDK's type leaves open.
  yield* Body as AsyncIterable<Uint8Array>;
}
