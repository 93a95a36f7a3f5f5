import { type Result, err, ok } from '../result/result.ts';
import type { CalendarDate } from '../time/calendar-date.ts';
import type { Policy } from './policy.ts';

/**
 * A policy version as it was published: its texts, dates, chain and shares. Who decides by it needs it compiled
 * (`CompiledPolicy`), and with it the expression language, which is a sixth of a function's weight there.
 */
export interface PublishedPolicy {
  readonly policy: Policy;
}

/** Every policy version there is. */
export interface PolicyBook<P extends PublishedPolicy = PublishedPolicy> {
  readonly programmes: readonly string[];
  readonly all: readonly P[];
  /** The version in force on a date: the latest that began, unless it has ended. */
  current(programme: string, on: CalendarDate): P | undefined;
  byVersion(programme: string, version: string): P | undefined;
}

export interface VersionClash {
  readonly programme: string;
  readonly version: string;
  readonly message: string;
}

export function createPolicyBook<P extends PublishedPolicy>(
  policies: readonly P[],
): Result<PolicyBook<P>, VersionClash> {
  const versions = new Map<string, P[]>();
  for (const published of policies) {
    const { programme, version, effectiveFrom } = published.policy;
    const others = versions.get(programme) ?? [];
    for (const { policy: other } of others) {
      if (other.version === version || other.effectiveFrom === effectiveFrom) {
        const message = `version "${other.version}" has the same ${other.version === version ? 'name' : 'first day'}`;
        return err({ programme, version, message });
      }
    }
    versions.set(programme, [...others, published]);
  }
  const latestFirst = (a: P, b: P): number => (a.policy.effectiveFrom < b.policy.effectiveFrom ? 1 : -1);
  for (const list of versions.values()) list.sort(latestFirst);
  return ok({
    programmes: [...versions.keys()].sort(),
    all: [...versions.values()].flat(),
    current: (programme, on) => {
      const latest = versions.get(programme)?.find(({ policy }) => policy.effectiveFrom <= on);
      const ended = latest?.policy.effectiveTo !== undefined && latest.policy.effectiveTo < on;
      return ended ? undefined : latest;
    },
    byVersion: (programme, version) =>
      versions.get(programme)?.find(({ policy }) => policy.version === version),
  });
}
