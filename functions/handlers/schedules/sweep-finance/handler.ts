import { type SweepFinanceDeps, createSweepFinance } from '../../../app/schedule/sweep-finance.ts';
import { faultAttributes, type Log } from '../../edge/log.ts';

/** Once a day: what has come to its date in the finance office. Lambda tries a failed sweep again. */
export function createSweepFinanceHandler(deps: SweepFinanceDeps & { readonly log: Log }) {
  const sweepFinance = createSweepFinance(deps);
  const handler = async (): Promise<{ readonly changed: number }> => {
    try {
      const changed = await sweepFinance();
      deps.log.info('swept', { changed });
      return { changed };
    } catch (error) {
      deps.log.error('sweep failed', faultAttributes(error));
      throw error;
    }
  };
  return { handler };
}
