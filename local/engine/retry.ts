import type { Retrier } from './definition.ts';
import { terminalErrors } from './one-state-machine.ts';

/** How often each of a state's Retry rules was used, by position. */
export type RetryCounts = readonly number[];

export interface Retry {
  readonly afterMilliseconds: number;
  readonly counts: RetryCounts;
}

/**
 * Whether, and after how long, a failed state is tried again; the first rule that names the error decides, with
 * the ASL's defaults (3 attempts, 1 second, doubling).
 */
export function decideRetry(
  rules: readonly Retrier[],
  error: string,
  counts: RetryCounts,
  random: () => number,
): Retry | undefined {
  if (terminalErrors.has(error)) return undefined;
  const at = rules.findIndex(
    ({ ErrorEquals }) => ErrorEquals.includes(error) || ErrorEquals.includes('States.ALL'),
  );
  const rule = rules[at];
  if (!rule) return undefined;
  const used = counts[at] ?? 0;
  if (used >= (rule.MaxAttempts ?? 3)) return undefined;
  const seconds = (rule.IntervalSeconds ?? 1) * (rule.BackoffRate ?? 2) ** used;
  const milliseconds = Math.min(seconds, rule.MaxDelaySeconds ?? Infinity) * 1000;
  return {
    afterMilliseconds: Math.round(rule.JitterStrategy === 'FULL' ? milliseconds * random() : milliseconds),
    counts: rules.map((_, rank) => (counts[rank] ?? 0) + (rank === at ? 1 : 0)),
  };
}
