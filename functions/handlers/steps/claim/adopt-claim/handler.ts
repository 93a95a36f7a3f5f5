import { type AdoptClaimDeps, createAdoptClaim } from '../../../../app/claims/steps/adopt-claim.ts';
import type { Log } from '../../../edge/log.ts';
import { stepHandler } from '../../edge/step-handler.ts';
import { claimInputSchema, executionNameSchema } from '../../edge/step-inputs.ts';

export function createAdoptClaimStep(deps: AdoptClaimDeps & { readonly log: Log }) {
  return stepHandler(
    'adopt-claim',
    claimInputSchema.extend({ executionName: executionNameSchema }),
    deps,
    createAdoptClaim(deps),
  );
}
