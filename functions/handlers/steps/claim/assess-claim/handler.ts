import { type AssessClaimDeps, createAssessClaim } from '../../../../app/claims/steps/assess-claim.ts';
import type { Log } from '../../../edge/log.ts';
import { stepHandler } from '../../edge/step-handler.ts';
import { claimInputSchema } from '../../edge/step-inputs.ts';

export function createAssessClaimStep(deps: AssessClaimDeps & { readonly log: Log }) {
  return stepHandler('assess-claim', claimInputSchema, deps, createAssessClaim(deps));
}
