import { createSweepDrafts } from '../../../app/drafts/drafts.ts';
import { createSweepSheets } from '../../../app/sheets/sheets.ts';
import { type VisitsDeps, createSweepVisits } from '../../../app/visits/visits.ts';
import type { Log } from '../../edge/log.ts';
import { dailyHandler } from '../daily-handler.ts';

/** Visits that have run out, forms that nobody came back to and sheets that were taken in are deleted. */
export function createSweepForgottenHandler(
  deps: Pick<VisitsDeps, 'table' | 'clock'> & { readonly log: Log },
) {
  const sweepVisits = createSweepVisits(deps);
  const sweepDrafts = createSweepDrafts(deps);
  const sweepSheets = createSweepSheets(deps);
  return dailyHandler(
    async () => (await sweepVisits()) + (await sweepDrafts()) + (await sweepSheets()),
    deps.log,
    {
      done: 'forgotten visits, drafts and sheets swept',
      failed: 'sweeping visits, drafts and sheets failed',
    },
  );
}
