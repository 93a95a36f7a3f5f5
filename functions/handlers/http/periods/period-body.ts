import type { PeriodView } from '../../../app/periods/list-periods.ts';

/** A period as the routes answer it. */
export function periodBody({ state, checksHash, ...period }: PeriodView) {
  return { ...period, status: state, ...(checksHash === undefined ? {} : { proposedHash: checksHash }) };
}
