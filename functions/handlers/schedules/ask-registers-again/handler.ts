import {
  type AskRegistersAgainDeps,
  createAskRegistersAgain,
} from '../../../app/schedule/ask-registers-again.ts';
import type { Log } from '../../edge/log.ts';
import { dailyHandler } from '../daily-handler.ts';

/** Claims that wait because a register gave no answer are asked about again. A repeat changes nothing. */
export function createAskRegistersAgainHandler(deps: AskRegistersAgainDeps & { readonly log: Log }) {
  return dailyHandler(createAskRegistersAgain(deps), deps.log, {
    done: 'registers asked again',
    failed: 'registers could not be asked again',
  });
}
