import type { KeptBy } from '../../domain/policy/registers.ts';

export interface TransportAnswer {
  readonly status: number;
  /** The parsed JSON; undefined when it was none. */
  readonly body: unknown;
}

/**
 * Carries one message of the registry API to the authority that keeps a register, and its answer back. Rejects
 * when no answer came, or `signal` ended the wait.
 */
export type RegisterTransport = (
  keptBy: KeptBy,
  message: unknown,
  signal: AbortSignal,
) => Promise<TransportAnswer>;

export interface HttpTransportOptions {
  /** Where each authority's registry API is, without "/registry/sync/search". */
  readonly baseUrls: { readonly [K in KeptBy]: string };
  readonly fetch: typeof fetch;
  /** An access token for the authority, if it asks for one. */
  readonly token?: (keptBy: KeptBy) => Promise<string>;
  /** A longer answer is not read. */
  readonly maximumBytes?: number;
}

export function httpTransport(options: HttpTransportOptions): RegisterTransport {
  const maximumBytes = options.maximumBytes ?? 4_000_000;
  return async (keptBy, message, signal) => {
    const token = await options.token?.(keptBy);
    const response = await options.fetch(`${options.baseUrls[keptBy]}/registry/sync/search`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(message),
      // A register that sends us elsewhere is not the one we trust.
      redirect: 'error',
      signal,
    });
    return { status: response.status, body: parsed(await readText(response, maximumBytes)) };
  };
}

async function readText(response: Response, maximumBytes: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> | undefined = response.body ?? undefined;
  if (body === undefined) return undefined;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maximumBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Whatever it was, it was no answer: the caller tells garbage by the missing body.
    return undefined;
  }
}
