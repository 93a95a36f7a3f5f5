import { createHash } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { type S3Objects, s3Objects } from '../../functions/adapters/s3/objects.ts';
import { type WireAnswer, type WireRequest, onTheWire } from './aws-wire.ts';

/** A bucket as its REST API shows it: keeps objects, holds them to their checksums, honours If-None-Match and Range. */
export class S3Bucket {
  readonly stored = new Map<string, Buffer>();
  /** Answers, or a thrown error, given to the next requests in place of the bucket's own. */
  readonly next: (number | Error)[] = [];
  readonly seen: { readonly method: string; readonly key: string }[] = [];
  readonly client = new S3Client(onTheWire((request) => this.answer(request)));
  readonly objects: S3Objects = s3Objects({ client: this.client, bucket: 'bank-files' });

  private answer({ method, hostname, path, headers, body }: WireRequest): WireAnswer {
    const key = decodeURIComponent(path.slice(1));
    this.seen.push({ method, key });
    const next = this.next.shift();
    if (next instanceof Error) throw next;
    if (next !== undefined) return { status: next };
    if (hostname !== 'bank-files.s3.ap-east-1.amazonaws.com') return { status: 400 };
    return method === 'PUT'
      ? this.put(key, headers, Buffer.from(body ?? ''))
      : this.get(key, headers, method);
  }

  private put(key: string, headers: WireRequest['headers'], bytes: Buffer): WireAnswer {
    const digest = createHash('sha256').update(bytes);
    if (headers['x-amz-checksum-sha256'] !== digest.digest('base64')) return { status: 400 };
    if (headers['if-none-match'] === '*' && this.stored.has(key)) return { status: 412 };
    this.stored.set(key, bytes);
    return { status: 200 };
  }

  private get(key: string, headers: WireRequest['headers'], method: string): WireAnswer {
    const body = this.stored.get(key);
    if (!body) return { status: 404 };
    if (method === 'HEAD') return { status: 200 };
    const last = /^bytes=0-(\d+)$/.exec(headers.range ?? '')?.[1];
    if (last === undefined) return { status: 200, body };
    const part = body.subarray(0, Number(last) + 1);
    const range = `bytes 0-${String(part.length - 1)}/${String(body.length)}`;
    return { status: 206, headers: { 'content-range': range }, body: part };
  }
}
