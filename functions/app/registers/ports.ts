import type { RegisterAnswer, RegisterName, RegisterQuery } from '../../domain/policy/registers.ts';

/**
 * The registers of other authorities. Many queries go in one request, and there is one answer a query, in their
 * order. A register that is down, slow, stale or talks nonsense is an answer too (`unavailable`): this rejects
 * for faults of our own alone.
 */
export interface Registers {
  search<R extends RegisterName>(
    register: R,
    queries: readonly RegisterQuery<R>[],
  ): Promise<readonly RegisterAnswer<R>[]>;
}
