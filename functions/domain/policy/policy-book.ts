import { type Result, err, ok } from '../result/result.ts';
import type { CalendarDate } from '../time/calendar-date.ts';
import type { CompiledPolicy } from './compile-policy.ts';

/** Every policy version there is. */
export interface PolicyBook {
  readonly programmes: readonly string[];
  readonly all: readonly CompiledPolicy[];
  /** The version in force on a date: the latest that began, unless it has ended. */
  current(programme: string, on: CalendarDate): CompiledPolicy | undefined;
  byVersion(programme: string, version: string): CompiledPolicy | undefined;
}

export interface VersionClash {
  readonly programme: string;
  readonly version: string;
  readonly message: string;
}

export function createPolicyBook(policies: readonly CompiledPolicy[]): Result<PolicyBook, VersionClash> {
  const versions = new Map<string, CompiledPolicy[]>();
  for (const compiled of policies) {
    const { programme, version, effectiveFrom } = compiled.policy;
    const others = versions.get(programme) ?? [];
    for (const { policy: other } of others) {
      if (other.version === version || other.effectiveFrom === effectiveFrom) {
        const message = `version "${other.version}" has the same ${other.version === version ? 'name' : 'first day'}`;
        return err({ programme, version, message });
      }
    }
    versions.set(programme, [...others, compiled]);
  }
  const latestFirst = (a: CompiledPolicy, b: CompiledPolicy): number =>
    a.policy.effectiveFrom < b.policy.effectiveFrom ? 1 : -1;
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
