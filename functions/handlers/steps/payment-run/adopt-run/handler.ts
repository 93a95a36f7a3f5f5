import { createAdoptRun } from '../../../../app/payments/steps/adopt-run.ts';
import type { Log } from '../../../edge/log.ts';
import { stepHandler } from '../../edge/step-handler.ts';
import { executionNameSchema, runInputSchema } from '../../edge/step-inputs.ts';

export function createAdoptRunStep(deps: Parameters<typeof createAdoptRun>[0] & { readonly log: Log }) {
  return stepHandler(
    'adopt-run',
    runInputSchema.extend({ executionName: executionNameSchema }),
    deps,
    createAdoptRun(deps),
  );
}
