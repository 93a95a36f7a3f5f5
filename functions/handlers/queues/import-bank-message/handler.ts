import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import {
  type ImportRequestedMessageDeps,
  createImportRequestedMessage,
} from '../../../app/reconciliation/import-requested-message.ts';
import { importBankMessageRequestSchema } from '../../../contracts/import-bank-message-request.ts';
import { faultAttributes, type Log } from '../../edge/log.ts';

/** The queue of bank messages that wait to be imported; one that fails comes again, and at last is given up. */
export function createImportBankMessageQueue({
  log,
  ...deps
}: ImportRequestedMessageDeps & { readonly log: Log }) {
  const importRequested = createImportRequestedMessage(deps);
  const handler = async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const outcomes = await Promise.all(
      Records.map(async ({ messageId, body }) => {
        try {
          const { uploadId } = importBankMessageRequestSchema.parse(JSON.parse(body));
          await importRequested(uploadId);
          log.info('bank message imported', { uploadId });
          return [];
        } catch (error) {
          log.error('bank message not imported', { messageId, ...faultAttributes(error) });
          return [{ itemIdentifier: messageId }];
        }
      }),
    );
    return { batchItemFailures: outcomes.flat() };
  };
  return { handler };
}
