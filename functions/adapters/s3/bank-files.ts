import { createHash } from 'node:crypto';
import type { BankFiles } from '../../app/payments/ports.ts';
import { fileKinds } from '../../contracts/bank/bank-profile.ts';
import { writeBankFile } from '../bank/write-bank-file.ts';
import type { S3Objects } from './objects.ts';

/**
 * The banks' files as objects. A file is put in one piece, which S3 stores whole or not at all: the bank's limit of
 * payments keeps it to a few megabytes (5,000 are about 3.5 MB), so it fits in memory and a multipart upload, with its
 * leftovers, would gain nothing.
 */
export function s3BankFiles(objects: Pick<S3Objects, 'get' | 'put'>): BankFiles {
  return {
    async write(key, file, format) {
      const hash = createHash('sha256');
      const chunks: Buffer[] = [];
      for await (const chunk of writeBankFile(file, format)) {
        hash.update(chunk);
        chunks.push(chunk);
      }
      const body = Buffer.concat(chunks);
      const sha256 = hash.digest('hex');
      await objects.put(objectKey(key), body, { mediaType: fileKinds[format.format].mediaType, sha256 });
      return { sha256, bytes: body.byteLength };
    },
    read: (key) => objectBytes(objects, objectKey(key)),
  };
}

/** Where a file of a run lies in the bucket. */
export function objectKey(key: string): string {
  return `files/${key}`;
}

async function* objectBytes(objects: Pick<S3Objects, 'get'>, key: string): AsyncGenerator<Uint8Array> {
  const found = await objects.get(key);
  if (!found) throw new Error(`there is no object ${key}`);
  yield* found.body;
}
