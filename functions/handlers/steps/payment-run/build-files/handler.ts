import { type BuildFilesDeps, createBuildFiles } from '../../../../app/payments/steps/build-files.ts';
import type { Log } from '../../../edge/log.ts';
import { stepHandler } from '../../edge/step-handler.ts';
import { attemptSchema, runInputSchema } from '../../edge/step-inputs.ts';

export function createBuildFilesStep(deps: BuildFilesDeps & { readonly log: Log }) {
  return stepHandler(
    'build-files',
    runInputSchema.extend({ attempt: attemptSchema }),
    deps,
    createBuildFiles(deps),
  );
}
