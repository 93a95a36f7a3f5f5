import type { IncomingMessage } from 'node:http';
import type { ApplicationProblem } from '../../functions/contracts/problem.ts';
import { err, ok, type Result } from '../../functions/domain/result/result.ts';

/**
 * A bank's message of 32 MB in its form is the largest there is: what is announced as more is answered at once, what
 * turns out to be more is cut off.
 */
const largestBodyBytes = 33 * 1024 * 1024;

/** Whether the request says itself that it is larger than anything here may be. */
export function announcesTooMuch({ headers }: IncomingMessage): boolean {
  return Number(headers['content-length'] ?? 0) > largestBodyBytes;
}

/**
 * Reads a body into memory. Beyond the limit nothing is kept; the rest is still let in up to 33 MB, so that the
 * client, which reads only when it has sent, gets to see the refusal instead of a broken connection.
 * @throws when the client hangs up before the end
 */
export async function readBody(
  request: IncomingMessage,
  limitBytes: number,
): Promise<Result<Buffer, ApplicationProblem>> {
  const tooLarge = err({ kind: 'body-too-large', parameters: { maximum: limitBytes } } as const);
  if (announcesTooMuch(request)) return tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  // `destroyOnReturn: false`: the answer still has to go out on this connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('a request is read as bytes');
    size += chunk.length;
    if (size > largestBodyBytes) return tooLarge;
    if (size <= limitBytes) chunks.push(chunk);
  }
  return size > limitBytes ? tooLarge : ok(Buffer.concat(chunks));
}
