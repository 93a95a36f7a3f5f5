import { type SweepFinanceDeps, createSweepFinance } from '../../../app/schedule/sweep-finance.ts';
import type { Log } from '../../edge/log.ts';
import { dailyHandler } from '../daily-handler.ts';

/** What has come to its date in the finance office. */
export function createSweepFinanceHandler(deps: SweepFinanceDeps & { readonly log: Log }) {
  return dailyHandler(createSweepFinance(deps), deps.log, { done: 'swept', failed: 'sweep failed' });
}
