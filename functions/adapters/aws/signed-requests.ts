import { createHash, createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SignatureV4 } from '@smithy/signature-v4';

export interface SignedRequestsOptions {
  readonly service: 'kms' | 's3';
  readonly region: string;
  readonly credentials: () => Promise<{
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  }>;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Between attempts; tests wait no time. @param attempt how many have failed, from 1 */
  readonly wait?: (attempt: number) => Promise<unknown>;
}

export interface SignedRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

export type SignedRequests = (url: string, request: SignedRequest) => Promise<Response>;

const attempts = 4;
const timeoutMilliseconds = 20_000;

/**
 * Requests to AWS under the SDK's own signature, for the services of which we use a call or two: the SDK's client for
 * S3 would be a third of what a function may weigh, KMS's another 30 KB. Only for requests that may be repeated: no
 * answer, 5xx and 429 are tried again, with jitter.
 * @returns whatever was answered, also 4xx
 * @throws when nobody answered to the last attempt
 */
export function signedRequests(options: SignedRequestsOptions): SignedRequests {
  const { service, region, credentials, fetch, wait = jitter } = options;
  // S3 signs a path as it is sent, the others encode it once more.
  const uriEscapePath = service !== 's3';
  const signer = new SignatureV4({ service, region, credentials, uriEscapePath, sha256: Sha256 });
  return async (url, { method, headers = {}, body }) => {
    const { protocol, host, hostname, pathname: path } = new URL(url);
    const toSign = { method, protocol, hostname, path, headers: { host, ...headers }, ...(body && { body }) };
    for (let failed = 0; ;) {
      const last = failed + 1 === attempts;
      try {
        const signed = await signer.sign(toSign);
        const signal = AbortSignal.timeout(timeoutMilliseconds);
        const init = { method, headers: signed.headers, signal, ...(body && { body }) };
        const response = await fetch(url, init);
        if (last || (response.status < 500 && response.status !== 429)) return response;
        await response.body?.cancel();
      } catch (error) {
        if (last) throw new Error(`${service} did not answer`, { cause: error });
      }
      failed += 1;
      await wait(failed);
    }
  };
}

function jitter(attempt: number): Promise<unknown> {
  return sleep(Math.random() * 100 * 2 ** attempt);
}

type Data = string | ArrayBuffer | ArrayBufferView;

/** Node's hash as the signer takes one; keyed by a secret it is an HMAC. */
class Sha256 {
  private readonly secret: Data | undefined;
  private chunks: (string | Uint8Array)[] = [];

  constructor(secret?: Data) {
    this.secret = secret;
  }

  update(chunk: Data): void {
    this.chunks.push(bytesOf(chunk));
  }

  digest(): Promise<Uint8Array> {
    const hash =
      this.secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(this.secret));
    for (const chunk of this.chunks) hash.update(chunk);
    return Promise.resolve(hash.digest());
  }

  reset(): void {
    this.chunks = [];
  }
}

function bytesOf(data: Data): string | Uint8Array {
  if (typeof data === 'string') return data;
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
