import { createVoidRun } from '../../../../app/payments/steps/void-run.ts';
import type { Log } from '../../../edge/log.ts';
import { stepHandler } from '../../edge/step-handler.ts';
import { runInputSchema } from '../../edge/step-inputs.ts';

export function createVoidRunStep(deps: Parameters<typeof createVoidRun>[0] & { readonly log: Log }) {
  return stepHandler('void-run', runInputSchema, deps, createVoidRun(deps));
}
