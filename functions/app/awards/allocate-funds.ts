import { type Allocation, createAllocate } from './allocate.ts';
import { type CommitYearDeps, createCommitYear } from './commit-year.ts';

/**
 * One look of an appropriation's allocator at who waits for its money: the recurring awards of earlier years first,
 * then new claims, all of them in the order of their dates. Who does not fit holds up all behind.
 */
export function createAllocateFunds(
  deps: CommitYearDeps,
): (input: { readonly appropriationId: string; readonly named: readonly string[] }) => Promise<Allocation> {
  const commitYear = createCommitYear(deps);
  const allocate = createAllocate(deps);
  return async (input) => {
    const { committed, rest } = await commitYear(input.appropriationId, input.named);
    if (rest !== 'none') return { awarded: 0, committed, short: rest === 'short' };
    return { ...(await allocate(input)), committed };
  };
}
