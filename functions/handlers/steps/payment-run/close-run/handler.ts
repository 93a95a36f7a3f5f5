import { createCloseRun } from '../../../../app/payments/steps/close-run.ts';
import type { Log } from '../../../edge/log.ts';
import { stepHandler } from '../../edge/step-handler.ts';
import { runInputSchema } from '../../edge/step-inputs.ts';

export function createCloseRunStep(deps: Parameters<typeof createCloseRun>[0] & { readonly log: Log }) {
  return stepHandler('close-run', runInputSchema, deps, createCloseRun(deps));
}
