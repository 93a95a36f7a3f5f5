import {
  type ImportRequestedMessageDeps,
  createImportRequestedMessage,
} from '../../../app/reconciliation/import-requested-message.ts';
import { importBankMessageRequestSchema } from '../../../contracts/import-bank-message-request.ts';
import type { Log } from '../../edge/log.ts';
import { queueHandler } from '../edge/queue-handler.ts';

/** The queue of bank messages that wait to be imported. */
export function createImportBankMessageQueue({
  log,
  ...deps
}: ImportRequestedMessageDeps & { readonly log: Log }) {
  const importRequested = createImportRequestedMessage(deps);
  return queueHandler(importBankMessageRequestSchema, log, 'bank message', async ({ uploadId }) => {
    await importRequested(uploadId);
    return { uploadId };
  });
}
