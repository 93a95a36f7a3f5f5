import type { Allocation } from '../../functions/app/awards/allocate.ts';

export type Allocate = (input: {
  readonly appropriationId: string;
  readonly named: readonly string[];
}) => Promise<Allocation>;

/** Claims named to one run of the allocator; the rest wait for the next. */
const mostNamed = 500;

/**
 * The FIFO group's part in the one-machine home: one allocator at a time for an appropriation, and claims that come
 * while it works are awarded together by its next run.
 * @returns a function that resolves when a run that knew of the claim has ended
 */
export function createAllocatorQueue(
  allocate: Allocate,
): (appropriationId: string, claimId: string | undefined) => Promise<void> {
  interface Waiting {
    readonly claimId: string | undefined;
    readonly settled: PromiseWithResolvers<undefined>;
  }
  const waiting = new Map<string, Waiting[]>();
  const running = new Set<string>();

  const run = async (appropriationId: string): Promise<void> => {
    running.add(appropriationId);
    // Those of the same turn of the event loop come along.
    await new Promise((resolve) => setImmediate(resolve));
    for (;;) {
      const all = waiting.get(appropriationId) ?? [];
      const batch = all.slice(0, mostNamed);
      waiting.set(appropriationId, all.slice(mostNamed));
      if (batch.length === 0) break;
      try {
        const named = batch.flatMap(({ claimId }) => (claimId === undefined ? [] : [claimId]));
        await allocate({ appropriationId, named });
        for (const { settled } of batch) settled.resolve(undefined);
      } catch (fault) {
        for (const { settled } of batch) settled.reject(fault);
      }
    }
    waiting.delete(appropriationId);
    running.delete(appropriationId);
  };

  return (appropriationId, claimId) => {
    const settled = Promise.withResolvers<undefined>();
    const list = waiting.get(appropriationId);
    if (list) list.push({ claimId, settled });
    else waiting.set(appropriationId, [{ claimId, settled }]);
    if (!running.has(appropriationId)) void run(appropriationId);
    return settled.promise;
  };
}
