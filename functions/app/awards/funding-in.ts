import type { Weight } from '../../domain/money/fen.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import type { Period } from '../../domain/time/period.ts';

/** The shares that a programme's payments of a period are funded by. */
export function fundingIn(policies: PolicyBook, programme: string, { lastDay }: Period): readonly Weight[] {
  const current = policies.current(programme, lastDay);
  if (!current) throw new Error(`no policy of ${programme} is in force on ${lastDay}`);
  return current.policy.funding;
}
