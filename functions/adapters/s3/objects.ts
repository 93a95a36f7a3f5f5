import type { SignedRequests } from '../aws/signed-requests.ts';

export interface S3ObjectsOptions {
  readonly request: SignedRequests;
  readonly bucket: string;
  readonly region: string;
  /** Where the bucket is, where it is not AWS's own address (an emulator). */
  readonly endpoint?: string;
}

export interface PutOptions {
  readonly mediaType: string;
  /** Hex; S3 refuses bytes that have another. */
  readonly sha256: string;
  /** Never replaces what is there. */
  readonly ifAbsent?: true;
}

/** One bucket's objects. Methods reject with `S3Refusal` for what S3 refuses, and otherwise when it gave no answer. */
export interface S3Objects {
  /** @param range such as `bytes=0-7`. @returns undefined where there is none */
  get(
    key: string,
    range?: string,
  ): Promise<{ readonly body: AsyncIterable<Uint8Array>; readonly contentRange: string } | undefined>;
  has(key: string): Promise<boolean>;
  /** @returns false when something is there and was to stay. A put that S3 began and we repeated may say so too */
  put(key: string, bytes: Uint8Array<ArrayBuffer>, options: PutOptions): Promise<boolean>;
}

export class S3Refusal extends Error {
  override readonly name = 'S3Refusal';
  readonly status: number;

  constructor(status: number, key: string) {
    super(`S3 answers ${String(status)} for ${key}`);
    this.status = status;
  }
}

/**
 * The calls of S3 that we make, by its REST API. Who may not list the bucket is told 403 where there is no object:
 * roles that ask for what may not be there have leave to list.
 */
export function s3Objects({ request, bucket, region, endpoint }: S3ObjectsOptions): S3Objects {
  const base = endpoint ? `${endpoint}/${bucket}` : `https://${bucket}.s3.${region}.amazonaws.com`;
  const urlOf = (key: string): string => `${base}/${key.split('/').map(encodeURIComponent).join('/')}`;
  return {
    async get(key, range) {
      const headers: Record<string, string> = range === undefined ? {} : { range };
      const response = await request(urlOf(key), { method: 'GET', headers });
      if (response.status === 404) return undefined;
      if (!response.ok || !response.body) throw new S3Refusal(response.status, key);
      return {
        body: response.body as AsyncIterable<Uint8Array>,
        contentRange: response.headers.get('content-range') ?? '',
      };
    },
    async has(key) {
      const { ok, status } = await request(urlOf(key), { method: 'HEAD' });
      if (!ok && status !== 404) throw new S3Refusal(status, key);
      return ok;
    },
    async put(key, bytes, { mediaType, sha256, ifAbsent }) {
      const { ok, status } = await request(urlOf(key), {
        method: 'PUT',
        body: bytes,
        headers: {
          'content-type': mediaType,
          'x-amz-content-sha256': sha256,
          'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
          ...(ifAbsent && { 'if-none-match': '*' }),
        },
      });
      if (!ok && !(ifAbsent && status === 412)) throw new S3Refusal(status, key);
      return ok;
    },
  };
}
