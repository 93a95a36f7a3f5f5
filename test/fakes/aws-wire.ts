import { Readable } from 'node:stream';
import type { S3ClientConfig } from '@aws-sdk/client-s3';

/** What an AWS client put on the wire. */
export interface WireRequest {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/**
 * Options for a real client with a stand-in for the network: everything that the client itself does, from signing to
 * reading the answer, is as it is deployed, but that it tries once.
 */
export function onTheWire(answer: (request: WireRequest) => WireAnswer) {
  const requestHandler = {
    handle: async (request: WireRequest) => {
      const { status, headers = {}, body = '' } = answer(request);
      return { response: { statusCode: status, headers, body: Readable.from([Buffer.from(body)]) } };
    },
  };
  return {
    region: 'ap-east-1',
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler: requestHandler as unknown as NonNullable<S3ClientConfig['requestHandler']>,
  };
}
