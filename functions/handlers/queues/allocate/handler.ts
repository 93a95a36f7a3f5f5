import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { createAllocateFunds } from '../../../app/awards/allocate-funds.ts';
import { type AllocateMessage, allocateMessageSchema } from '../../../contracts/allocate-message.ts';
import { faultAttributes, type Log } from '../../edge/log.ts';

export interface AllocateHandlerDeps {
  readonly allocate: ReturnType<typeof createAllocateFunds>;
  readonly log: Log;
}

/**
 * The allocators' queue: the messages of a batch that are about one appropriation are one allocation. FIFO groups keep
 * it to one allocator an appropriation; a message that fails comes again, and holds up its own group alone.
 */
export function createAllocateHandler({ allocate, log }: AllocateHandlerDeps) {
  async function allocateGroup(records: readonly SQSRecord[]): Promise<readonly SQSRecord[]> {
    try {
      const messages = records.map(messageOf);
      const [first] = messages;
      if (!first) return [];
      const { appropriationId } = first;
      const named = messages.flatMap(({ claimId }) => (claimId === undefined ? [] : [claimId]));
      const done = await allocate({ appropriationId, named });
      log.info('allocated', { appropriationId, ...done });
      return [];
    } catch (error) {
      const messageIds = records.map(({ messageId }) => messageId);
      log.error('allocation failed', { messageIds, ...faultAttributes(error) });
      return records;
    }
  }

  const handler = async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const groups = Map.groupBy(Records, ({ attributes }) => attributes.MessageGroupId ?? '');
    const failed = await Promise.all([...groups.values()].map(allocateGroup));
    return { batchItemFailures: failed.flat().map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
  return { handler };
}

function messageOf({ body }: SQSRecord): AllocateMessage {
  return allocateMessageSchema.parse(JSON.parse(body));
}
