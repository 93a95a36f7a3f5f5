import { type SendFilesDeps, createSendFiles } from '../../../../app/payments/steps/send-files.ts';
import type { Log } from '../../../edge/log.ts';
import { stepHandler } from '../../edge/step-handler.ts';
import { runInputSchema } from '../../edge/step-inputs.ts';

export function createSendFilesStep(deps: SendFilesDeps & { readonly log: Log }) {
  return stepHandler('send-files', runInputSchema, deps, createSendFiles(deps));
}
