import { type SweepDueDeps, createSweepDue } from '../../../app/schedule/sweep-due.ts';
import type { Log } from '../../edge/log.ts';
import { dailyHandler } from '../daily-handler.ts';

/** What has come to its date moves on. */
export function createSweepDueHandler(deps: SweepDueDeps & { readonly log: Log }) {
  return dailyHandler(createSweepDue(deps), deps.log, { done: 'swept', failed: 'sweep failed' });
}
