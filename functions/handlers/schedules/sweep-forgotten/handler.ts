import { createSweepDrafts } from '../../../app/drafts/drafts.ts';
import { type VisitsDeps, createSweepVisits } from '../../../app/visits/visits.ts';
import type { Log } from '../../edge/log.ts';
import { dailyHandler } from '../daily-handler.ts';

/** Visits that have run out and forms that nobody came back to are deleted. */
export function createSweepForgottenHandler(
  deps: Pick<VisitsDeps, 'table' | 'clock'> & { readonly log: Log },
) {
  const sweepVisits = createSweepVisits(deps);
  const sweepDrafts = createSweepDrafts(deps);
  return dailyHandler(async () => (await sweepVisits()) + (await sweepDrafts()), deps.log, {
    done: 'forgotten visits and drafts swept',
    failed: 'sweeping visits and drafts failed',
  });
}
