import { faultAttributes, type Log } from '../edge/log.ts';

/**
 * Wraps what is done once a day to whatever has come to its date. Lambda tries a failed day's work again, which goes on
 * where it stopped.
 * @param says the log's words for the work, done and failed
 */
export function dailyHandler(
  work: () => Promise<number>,
  log: Log,
  says: { readonly done: string; readonly failed: string },
) {
  const handler = async (): Promise<{ readonly changed: number }> => {
    try {
      const changed = await work();
      log.info(says.done, { changed });
      return { changed };
    } catch (error) {
      log.error(says.failed, faultAttributes(error));
      throw error;
    }
  };
  return { handler };
}
