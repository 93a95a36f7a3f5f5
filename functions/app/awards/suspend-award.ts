import type { Result } from '../../domain/result/result.ts';
import type { ChangedAward } from './commit-award-change.ts';
import {
  type StopPayingDeps,
  type StopPayingInput,
  type StopPayingProblem,
  stopPaying,
} from './stop-paying.ts';

/**
 * Suspends an award, on one person's word because it stops money: a bank says that the payee has died, a register
 * doubts. Runs leave it out from now on, and one that is built and not yet filed goes back to building without it.
 */
export function createSuspendAward(
  deps: StopPayingDeps,
): (input: StopPayingInput) => Promise<Result<ChangedAward, StopPayingProblem>> {
  return (input) => stopPaying(deps, input, { event: 'suspend', notice: 'award-suspended' });
}
