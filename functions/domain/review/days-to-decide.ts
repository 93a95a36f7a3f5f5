/** How many tasks were decided after how many working days. */
export type DaysToDecide = ReadonlyMap<number, number>;

export function countDecided(days: DaysToDecide): number {
  return [...days.values()].reduce((sum, count) => sum + count, 0);
}

/** Adds up what several offices, or quarters, took. */
export function addDays(...of: readonly DaysToDecide[]): DaysToDecide {
  const sum = new Map<number, number>();
  for (const [days, count] of of.flatMap((one) => [...one])) sum.set(days, (sum.get(days) ?? 0) + count);
  return sum;
}

/**
 * The working days within which a share of the tasks was decided, by the nearest rank: an office's own figure, never
 * one between two.
 * @param share above 0, at most 1: 0.5 is the median
 * @returns undefined when nothing was decided
 */
export function daysWithin(days: DaysToDecide, share: number): number | undefined {
  const wanted = Math.ceil(countDecided(days) * share);
  let seen = 0;
  for (const [after, count] of [...days].sort(([a], [b]) => a - b)) {
    seen += count;
    if (seen >= wanted) return after;
  }
  return undefined;
}
