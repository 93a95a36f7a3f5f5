import { createHash } from 'node:crypto';
import { type S3Objects, s3Objects } from '../../functions/adapters/s3/objects.ts';
import { signedRequests } from '../../functions/adapters/aws/signed-requests.ts';

/** A bucket as its REST API shows it: keeps objects, holds them to their checksums, honours If-None-Match and Range. */
export class S3Bucket {
  readonly stored = new Map<string, Buffer>();
  /** Answers, or a thrown error, given to the next requests in place of the bucket's own. */
  readonly next: (number | Error)[] = [];
  readonly seen: { readonly method: string; readonly key: string }[] = [];
  readonly objects: S3Objects = s3Objects({
    bucket: 'bank-files',
    region: 'ap-east-1',
    request: signedRequests({
      service: 's3',
      region: 'ap-east-1',
      credentials: async () => ({ accessKeyId: 'AKIATEST', secretAccessKey: 'secret' }),
      fetch: async (url, init) => this.answer(url, init),
      wait: async () => undefined,
    }),
  });

  private answer(url: string, { method = 'GET', headers, body }: RequestInit): Response {
    const { host, pathname } = new URL(url);
    const key = decodeURIComponent(pathname.slice(1));
    this.seen.push({ method, key });
    const next = this.next.shift();
    if (next instanceof Error) throw next;
    if (next !== undefined) return new Response(null, { status: next });
    if (host !== 'bank-files.s3.ap-east-1.amazonaws.com') return new Response(null, { status: 400 });
    const sent = new Headers(headers);
    return method === 'PUT'
      ? this.put(key, sent, Buffer.from(body as Uint8Array))
      : this.get(key, sent, method);
  }

  private put(key: string, headers: Headers, bytes: Buffer): Response {
    const digest = createHash('sha256').update(bytes);
    if (headers.get('x-amz-checksum-sha256') !== digest.digest('base64'))
      return new Response(null, { status: 400 });
    if (headers.get('if-none-match') === '*' && this.stored.has(key))
      return new Response(null, { status: 412 });
    this.stored.set(key, bytes);
    return new Response(null, { status: 200 });
  }

  private get(key: string, headers: Headers, method: string): Response {
    const bytes = this.stored.get(key);
    if (!bytes) return new Response(null, { status: 404 });
    if (method === 'HEAD') return new Response(null, { status: 200 });
    const last = /^bytes=0-(\d+)$/.exec(headers.get('range') ?? '')?.[1];
    if (last === undefined) return new Response(new Uint8Array(bytes));
    const part = bytes.subarray(0, Number(last) + 1);
    const range = `bytes 0-${String(part.length - 1)}/${String(bytes.length)}`;
    return new Response(new Uint8Array(part), { status: 206, headers: { 'content-range': range } });
  }
}
