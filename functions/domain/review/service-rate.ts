/** finance.md: "fewer than 10 cases: no score". So few tell more of families than of an office, and nothing of either. */
export const leastCases = 10;

/**
 * How much of an office's cases was served as it should be.
 * @returns whole percents, rounded down, so that 100 means all; undefined of too few cases
 */
export function serviceRate(served: number, cases: number): number | undefined {
  return cases < leastCases ? undefined : Math.floor((served * 100) / cases);
}
