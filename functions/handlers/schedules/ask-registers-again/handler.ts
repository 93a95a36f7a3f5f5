import {
  type AskRegistersAgainDeps,
  createAskRegistersAgain,
} from '../../../app/schedule/ask-registers-again.ts';
import { faultAttributes, type Log } from '../../edge/log.ts';

/** Once a day: claims that wait because a register gave no answer are asked about again. A repeat changes nothing. */
export function createAskRegistersAgainHandler(deps: AskRegistersAgainDeps & { readonly log: Log }) {
  const askAgain = createAskRegistersAgain(deps);
  const handler = async (): Promise<{ readonly changed: number }> => {
    try {
      const changed = await askAgain();
      deps.log.info('registers asked again', { changed });
      return { changed };
    } catch (error) {
      deps.log.error('registers could not be asked again', faultAttributes(error));
      throw error;
    }
  };
  return { handler };
}
