import { type AwardBenefitDeps, createAwardBenefit } from '../../../../app/claims/steps/award-benefit.ts';
import type { Log } from '../../../edge/log.ts';
import { stepHandler } from '../../edge/step-handler.ts';
import { claimInputSchema } from '../../edge/step-inputs.ts';

export function createAwardBenefitStep(deps: AwardBenefitDeps & { readonly log: Log }) {
  return stepHandler('award-benefit', claimInputSchema, deps, createAwardBenefit(deps));
}
