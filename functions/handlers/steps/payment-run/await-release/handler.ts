import { createAwaitRelease } from '../../../../app/payments/steps/await-release.ts';
import type { Log } from '../../../edge/log.ts';
import { stepHandler } from '../../edge/step-handler.ts';
import { attemptSchema, runInputSchema, taskTokenSchema } from '../../edge/step-inputs.ts';

export function createAwaitReleaseStep(
  deps: Parameters<typeof createAwaitRelease>[0] & { readonly log: Log },
) {
  return stepHandler(
    'await-release',
    runInputSchema.extend({ attempt: attemptSchema, taskToken: taskTokenSchema }),
    deps,
    createAwaitRelease(deps),
  );
}
