import { createHash, randomUUID } from 'node:crypto';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { OutboxSinks } from '../../app/outbox/deliver.ts';
import type { AllocateMessage } from '../../contracts/allocate-message.ts';

/**
 * Hands over to the allocators by a FIFO queue. Each message has a deduplication id of its own: a second "go on with
 * this appropriation" within five minutes may be about money that came after the first was taken from the queue, and
 * an allocation too many finds nothing to do.
 */
export function sqsAllocationQueue({
  client,
  queueUrl,
}: {
  readonly client: Pick<SQSClient, 'send'>;
  readonly queueUrl: string;
}): OutboxSinks['allocate'] {
  return async (appropriationId, claimId) => {
    const message: AllocateMessage = { appropriationId, ...(claimId === undefined ? {} : { claimId }) };
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(message),
        // A hash, since a group's id may hold only ASCII, and no more than 128 characters of it.
        MessageGroupId: createHash('sha256').update(appropriationId).digest('hex'),
        MessageDeduplicationId: randomUUID(),
      }),
    );
  };
}
