import type { Api } from '../../contracts/api-client.ts';

export interface HttpApiOptions {
  /** Such as `https://abc.execute-api.ap-east-1.amazonaws.com`. */
  readonly origin: string;
  /** Sent with every request, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMilliseconds: number;
}

/** The API over HTTP. @throws when it cannot be reached, or does not answer in time */
export function createHttpApi({ origin, headers, timeoutMilliseconds }: HttpApiOptions): Api {
  return async ({ method, target, headers: own, body }) => {
    const answer = await fetch(`${origin}${target}`, {
      method,
      headers: { ...own, ...headers },
      ...(body === undefined ? {} : { body: Buffer.from(body) }),
      // A file's address is for the browser, which has leave to fetch it.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: new Uint8Array(await answer.arrayBuffer()),
    };
  };
}
