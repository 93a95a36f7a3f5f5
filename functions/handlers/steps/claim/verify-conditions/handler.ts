import {
  type VerifyConditionsDeps,
  createVerifyConditions,
} from '../../../../app/claims/steps/verify-conditions.ts';
import type { Log } from '../../../edge/log.ts';
import { stepHandler } from '../../edge/step-handler.ts';
import { claimInputSchema } from '../../edge/step-inputs.ts';

export function createVerifyConditionsStep(deps: VerifyConditionsDeps & { readonly log: Log }) {
  return stepHandler('verify-conditions', claimInputSchema, deps, createVerifyConditions(deps));
}
