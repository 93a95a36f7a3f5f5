import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { OutboxSinks } from '../../app/outbox/deliver.ts';
import type { NoticeRequest } from '../../contracts/notices.ts';

/**
 * Hands notices to the queue of whoever sends them (app/notices): the subject's id, the text's name and its parameters
 * (reference and dates). Whom to tell, and under which number, the sender reads from the subject's envelope.
 */
export function sqsNoticeQueue({
  client,
  queueUrl,
}: {
  readonly client: Pick<SQSClient, 'send'>;
  readonly queueUrl: string;
}): OutboxSinks['notify'] {
  return async ({ type: _type, ...notice }, at, { pk, sk }) => {
    const request: NoticeRequest = { noticeId: `${pk} ${sk}`, at, ...notice };
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(request) }));
    return [];
  };
}
