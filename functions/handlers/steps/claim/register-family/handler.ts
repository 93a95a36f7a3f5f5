import {
  type RegisterFamilyDeps,
  createRegisterFamily,
} from '../../../../app/claims/steps/register-family.ts';
import type { Log } from '../../../edge/log.ts';
import { stepHandler } from '../../edge/step-handler.ts';
import { claimInputSchema } from '../../edge/step-inputs.ts';

export function createRegisterFamilyStep(deps: RegisterFamilyDeps & { readonly log: Log }) {
  return stepHandler('register-family', claimInputSchema, deps, createRegisterFamily(deps));
}
