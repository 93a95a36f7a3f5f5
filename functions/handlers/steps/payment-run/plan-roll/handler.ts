import { type PlanRollDeps, createPlanRoll } from '../../../../app/payments/steps/plan-roll.ts';
import type { Log } from '../../../edge/log.ts';
import { stepHandler } from '../../edge/step-handler.ts';
import { runInputSchema } from '../../edge/step-inputs.ts';

export function createPlanRollStep(deps: PlanRollDeps & { readonly log: Log }) {
  return stepHandler('plan-roll', runInputSchema, deps, createPlanRoll(deps));
}
