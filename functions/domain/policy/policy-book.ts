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

/** That two people let a version hold from a day on (functions/app/programmes/publications.ts). */
export interface Publication {
  readonly version: string;
  readonly from: CalendarDate;
}

/** Every policy version there is, in force or not. */
export interface PolicyBook<P extends PublishedPolicy = PublishedPolicy> {
  readonly programmes: readonly string[];
  readonly all: readonly P[];
  /** A programme's versions, the latest first. */
  versionsOf(programme: string): readonly P[];
  /**
   * The version in force on a day, unless it has ended: the one last published from that day or an earlier one. While
   * none was, the programme's first: it came with the programme, and holds from its own first day.
   * @param published the last publication from that day or an earlier one
   */
  inForce(programme: string, on: CalendarDate, published: Publication | undefined): P | undefined;
  byVersion(programme: string, version: string): P | undefined;
}

export interface VersionClash {
  readonly programme: string;
  readonly version: string;
  readonly pointer: string;
  readonly message: string;
}

/**
 * On these rest the identity of awards and payments, and whose money is committed to them: they outlive a version.
 */
const lastingMembers = ['kind', 'period', 'entitledPerson', 'component', 'duplicateBy', 'funding'] as const;

/** To be compared; a source may be put right. */
function lasting(policy: Policy, name: (typeof lastingMembers)[number]): string {
  if (name !== 'funding') return JSON.stringify(policy[name]);
  return JSON.stringify(policy.funding.map((share) => [share.name, share.basisPoints]));
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
        return err({ programme, version, pointer: '/effectiveFrom', message });
      }
      const odd = lastingMembers.find((name) => lasting(other, name) !== lasting(published.policy, name));
      if (odd !== undefined) {
        const message = `differs from version "${other.version}", and awards last from one to the next`;
        return err({ programme, version, pointer: `/${odd}`, message });
      }
    }
    versions.set(programme, [...others, published]);
  }
  const latestFirst = (a: P, b: P): number => (a.policy.effectiveFrom < b.policy.effectiveFrom ? 1 : -1);
  for (const list of versions.values()) list.sort(latestFirst);
  const versionsOf = (programme: string): readonly P[] => versions.get(programme) ?? [];
  const byVersion = (programme: string, version: string): P | undefined =>
    versionsOf(programme).find(({ policy }) => policy.version === version);
  return ok({
    programmes: [...versions.keys()].sort(),
    all: [...versions.values()].flat(),
    versionsOf,
    inForce: (programme, on, published) => {
      const first = versionsOf(programme).at(-1);
      const begun = published === undefined ? first : byVersion(programme, published.version);
      if (!begun) return undefined;
      const { effectiveFrom, effectiveTo } = begun.policy;
      return effectiveFrom <= on && (effectiveTo === undefined || on <= effectiveTo) ? begun : undefined;
    },
    byVersion,
  });
}
