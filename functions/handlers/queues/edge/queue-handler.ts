import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type * as z from 'zod';
import { faultAttributes, type Log } from '../../edge/log.ts';

/**
 * A queue whose messages are worked on each by itself; one that fails comes again, and at last is given up.
 * @param what a message is of, for the log
 * @param work on one message. @returns what the log tells of it: ids, never what is personal
 */
export function queueHandler<Message>(
  schema: z.ZodType<Message>,
  log: Log,
  what: string,
  work: (message: Message) => Promise<Readonly<Record<string, string>>>,
) {
  const handler = async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const outcomes = await Promise.all(
      Records.map(async ({ messageId, body }) => {
        try {
          log.info(`${what} done`, await work(schema.parse(JSON.parse(body))));
          return [];
        } catch (error) {
          log.error(`${what} failed`, { messageId, ...faultAttributes(error) });
          return [{ itemIdentifier: messageId }];
        }
      }),
    );
    return { batchItemFailures: outcomes.flat() };
  };
  return { handler };
}
