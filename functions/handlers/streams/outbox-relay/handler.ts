import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import type { OutboxSinks } from '../../../app/outbox/deliver.ts';
import { relayRow } from '../../../app/outbox/relay-row.ts';
import type { Item, Table } from '../../../app/store/ports.ts';
import { faultAttributes, type Log } from '../../edge/log.ts';

export interface OutboxRelayDeps {
  readonly table: Table;
  readonly sinks: OutboxSinks;
  readonly log: Log;
}

const textSchema = z.object({ S: z.string() });
const imageSchema = z.object({ pk: textSchema, sk: textSchema, message: textSchema });

/**
 * Delivers new outbox rows as the table's stream brings them. The stream comes back with the first row that failed and
 * all that follow it, so some are delivered twice; every receiver bears that.
 */
export function createOutboxRelay(deps: OutboxRelayDeps) {
  const handler = async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const outcomes = await Promise.all(
      Records.map(async (record) => {
        try {
          await relayRow(deps, rowOf(record));
          return undefined;
        } catch (error) {
          const itemIdentifier = record.dynamodb?.SequenceNumber ?? '';
          deps.log.error('outbox row not delivered', {
            sequenceNumber: itemIdentifier,
            ...faultAttributes(error),
          });
          return { itemIdentifier };
        }
      }),
    );
    return { batchItemFailures: outcomes.filter((failure) => failure !== undefined) };
  };
  return { handler };
}

function rowOf({ dynamodb }: DynamoDBRecord): Item {
  const { pk, sk, message } = imageSchema.parse(dynamodb?.NewImage);
  return { pk: pk.S, sk: sk.S, message: message.S };
}
