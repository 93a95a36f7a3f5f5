/** Whole percents, rounded down, so that 100 means all of them; 0 of none. */
export function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((part * 100) / whole);
}

/** How many, and of how many in a hundred: `3 · 75%`. */
export function countAndPercent(part: number, whole: number): string {
  return `${String(part)} · ${String(percentOf(part, whole))}%`;
}
