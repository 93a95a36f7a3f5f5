import { type AwaitReviewDeps, createAwaitReview } from '../../../../app/claims/steps/await-review.ts';
import type { Log } from '../../../edge/log.ts';
import { stepHandler } from '../../edge/step-handler.ts';
import { claimInputSchema, taskTokenSchema } from '../../edge/step-inputs.ts';

export function createAwaitReviewStep(deps: AwaitReviewDeps & { readonly log: Log }) {
  return stepHandler(
    'await-review',
    claimInputSchema.extend({ taskToken: taskTokenSchema }),
    deps,
    createAwaitReview(deps),
  );
}
