/** Why a period cannot be closed yet, whatever anybody says. */
export const periodBlockers = [
  /** Its last day has not passed. */
  'period-not-over',
  /** Something was posted in an earlier month that is still open. */
  'earlier-period-open',
  'books-unbalanced',
  /** A year: a run of its money is not yet with the bank. */
  'runs-not-sent',
  /** A year: claims, or recurring awards, wait for its money, and would wait for ever. */
  'claims-waiting',
] as const;

export type PeriodBlocker = (typeof periodBlockers)[number];
