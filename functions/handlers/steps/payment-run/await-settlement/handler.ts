import { createAwaitSettlement } from '../../../../app/payments/steps/await-settlement.ts';
import type { Log } from '../../../edge/log.ts';
import { stepHandler } from '../../edge/step-handler.ts';
import { runInputSchema, taskTokenSchema } from '../../edge/step-inputs.ts';

export function createAwaitSettlementStep(
  deps: Parameters<typeof createAwaitSettlement>[0] & { readonly log: Log },
) {
  return stepHandler(
    'await-settlement',
    runInputSchema.extend({ taskToken: taskTokenSchema }),
    deps,
    createAwaitSettlement(deps),
  );
}
