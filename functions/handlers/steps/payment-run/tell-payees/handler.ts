import * as z from 'zod';
import { type TellPayeesDeps, createTellPayees } from '../../../../app/payments/steps/tell-payees.ts';
import type { Log } from '../../../edge/log.ts';
import { stepHandler } from '../../edge/step-handler.ts';
import { attemptSchema, runInputSchema } from '../../edge/step-inputs.ts';

export function createTellPayeesStep(deps: TellPayeesDeps & { readonly log: Log }) {
  return stepHandler(
    'tell-payees',
    runInputSchema.extend({ attempt: attemptSchema, chunk: z.int().min(0) }),
    deps,
    createTellPayees(deps),
  );
}
