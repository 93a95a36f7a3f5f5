import { type SweepDueDeps, createSweepDue } from '../../../app/schedule/sweep-due.ts';
import { faultAttributes, type Log } from '../../edge/log.ts';

/** Once a day: what has come to its date moves on. Lambda tries a failed sweep again, which goes on where it stopped. */
export function createSweepDueHandler(deps: SweepDueDeps & { readonly log: Log }) {
  const sweepDue = createSweepDue(deps);
  const handler = async (): Promise<{ readonly changed: number }> => {
    try {
      const changed = await sweepDue();
      deps.log.info('swept', { changed });
      return { changed };
    } catch (error) {
      deps.log.error('sweep failed', faultAttributes(error));
      throw error;
    }
  };
  return { handler };
}
