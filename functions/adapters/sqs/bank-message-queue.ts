import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { OutboxSinks } from '../../app/outbox/deliver.ts';
import type { ImportBankMessageRequest } from '../../contracts/import-bank-message-request.ts';

/** Hands over to whoever imports bank messages that were sent by form: longer work than an answer may take. */
export function sqsBankMessageQueue({
  client,
  queueUrl,
}: {
  readonly client: Pick<SQSClient, 'send'>;
  readonly queueUrl: string;
}): OutboxSinks['importBankMessage'] {
  return async (uploadId) => {
    const request: ImportBankMessageRequest = { uploadId };
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(request) }));
  };
}
