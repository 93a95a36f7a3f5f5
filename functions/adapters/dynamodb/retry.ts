import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from '../table/store-unavailable.ts';

/** How to wait between attempts; tests wait no time. */
export interface Patience {
  readonly attempts: number;
  /** @param attempt how many attempts have failed, from 1 */
  wait(attempt: number): Promise<void>;
}

const longestWaitMilliseconds = 1_000;

/**
 * Six attempts with waits drawn evenly from 0 to 25, 50, 100, … ms ("full jitter"): at most 0.8 s in all, on top
 * of the SDK's own attempts. https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const jitteredPatience: Patience = {
  attempts: 6,
  wait: (attempt) => sleep(Math.random() * Math.min(longestWaitMilliseconds, 25 * 2 ** (attempt - 1))),
};

/** Answers of DynamoDB with a 4xx status that another attempt may change. */
const transientNames: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionInProgressException',
]);

/** Whether asking again may help: throttled, a server's fault, or no answer at all. */
function isTransient(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status >= 500 || transientNames.has(nameOf(error));
}

/**
 * Asks until there is an answer. The request must be one that may be repeated.
 * @throws StoreUnavailable when attempts run out or the service refuses for a reason of its own
 * @throws RangeError when the service says that the request broke a limit
 */
export async function untilAnswered<T>(patience: Patience, ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (cause) {
      if (!isTransient(cause) || attempt >= patience.attempts) throw fault(cause);
      await patience.wait(attempt);
    }
  }
}

function fault(cause: unknown): unknown {
  const name = nameOf(cause);
  if (name === 'TransactionCanceledException') return cause;
  if (name === 'ValidationException') return new RangeError(`DynamoDB: ${String(cause)}`, { cause });
  return new StoreUnavailable(`DynamoDB: ${name}`, { cause });
}

function nameOf(error: unknown): string {
  const isNamed = typeof error === 'object' && error !== null && 'name' in error;
  return isNamed && typeof error.name === 'string' ? error.name : typeof error;
}

/** The HTTP status of the service's answer, where there was one. */
function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata as { readonly httpStatusCode?: number } | undefined;
  return metadata?.httpStatusCode;
}
