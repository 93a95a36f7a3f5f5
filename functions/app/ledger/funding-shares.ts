import type { PolicyBook } from '../../domain/policy/policy-book.ts';

/**
 * The funding shares by which a programme is paid in a year, by any version of its policy that is in force in it.
 * @returns undefined when there is no such programme
 */
export function fundingShares(
  policies: PolicyBook,
  programme: string,
  year: number,
): ReadonlySet<string> | undefined {
  if (!policies.programmes.includes(programme)) return undefined;
  const [first, last] = [`${String(year)}-01-01`, `${String(year)}-12-31`];
  const inForce = policies.all.filter(
    ({ policy }) =>
      policy.programme === programme &&
      policy.effectiveFrom <= last &&
      (policy.effectiveTo === undefined || policy.effectiveTo >= first),
  );
  return new Set(inForce.flatMap(({ policy }) => policy.funding.map(({ name }) => name)));
}
