import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  type CancellationReason as ServiceReason,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type {
  Action,
  CancellationReason,
  Cancelled,
  IndexName,
  Item,
  Key,
  Page,
  QueryInput,
  Table,
} from '../../app/store/ports.ts';
import { err, ok, type Result } from '../../domain/result/result.ts';
import { decodeCursor, encodeCursor } from '../table/cursor.ts';
import { checkActions, checkGetMany, checkKey, checkQuery } from '../table/limits.ts';
import { sortKeyBounds } from '../table/sort-key-bounds.ts';
import { StoreUnavailable } from '../table/store-unavailable.ts';
import { toAttributes, toItem, toKey, toText } from './attribute-values.ts';
import { Expressions } from './expressions.ts';
import { jitteredPatience, type Patience, untilAnswered } from './retry.ts';

export interface DynamodbTableOptions {
  readonly client: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
  readonly patience?: Patience;
}

/** What a query reads: the table itself or one of its indexes, and which attributes are its cursor. */
interface Source {
  readonly index?: IndexName;
  readonly cursor: readonly [pk: string, sk: string, ...itemKey: string[]];
}

/** The `Table` port on DynamoDB, by the definition in `contracts/table-definition.ts`. */
export function createDynamodbTable({
  client,
  tableName,
  patience = jitteredPatience,
}: DynamodbTableOptions): Table {
  async function query(source: Source, input: QueryInput): Promise<Page<Record<string, AttributeValue>>> {
    checkQuery(input);
    const bounds = sortKeyBounds(input.sk);
    if (!bounds) return { items: [] };
    const length = source.index ? 4 : 2;
    const after =
      input.cursor === undefined ? undefined : decodeCursor(input.cursor, length, input.pk, bounds);
    const expressions = new Expressions();
    const [pk, sk] = source.cursor;
    const request: QueryCommandInput = {
      TableName: tableName,
      ...(source.index ? { IndexName: source.index } : { ConsistentRead: true }),
      KeyConditionExpression: expressions.keyCondition({ pk, sk }, input.pk, input.sk, bounds),
      ...expressions.attributes(),
      ScanIndexForward: input.descending !== true,
      // One more than asked for tells whether there are more: DynamoDB's own answer is "perhaps".
      ...(input.limit !== undefined && { Limit: input.limit + 1 }),
      ...(after && {
        ExclusiveStartKey: toAttributes(
          Object.fromEntries(source.cursor.map((name, at) => [name, after[at] ?? ''])),
        ),
      }),
    };
    const answer = await untilAnswered(patience, () => client.send(new QueryCommand(request)));
    const items = answer.Items ?? [];
    const page = items.slice(0, input.limit);
    const last = page.length < items.length ? page.at(-1) : answer.LastEvaluatedKey;
    return {
      items: page,
      ...(last && { cursor: encodeCursor(source.cursor.map((name) => toText(last[name]))) }),
    };
  }

  /** Asks until every key is answered: DynamoDB leaves out what is over 16 MB or over its rate. */
  async function batchGet(keys: readonly Key[]): Promise<ReadonlyMap<string, Item>> {
    const found = new Map<string, Item>();
    let left: Record<string, AttributeValue>[] | undefined = keys.map(toKey);
    let fruitless = 0;
    while (left && left.length > 0) {
      const request: BatchGetItemCommandInput = {
        RequestItems: { [tableName]: { Keys: left, ConsistentRead: true } },
      };
      const answer = await untilAnswered(patience, () => client.send(new BatchGetItemCommand(request)));
      const items = (answer.Responses?.[tableName] ?? []).map(toItem);
      for (const item of items) found.set(identity(item), item);
      const unprocessed: Record<string, AttributeValue>[] | undefined =
        answer.UnprocessedKeys?.[tableName]?.Keys;
      fruitless = (unprocessed?.length ?? 0) < left.length ? 0 : fruitless + 1;
      if (fruitless >= patience.attempts) throw new StoreUnavailable('DynamoDB: keys stay unprocessed');
      if (fruitless > 0) await patience.wait(fruitless);
      left = unprocessed;
    }
    return found;
  }

  /** One attempt; the token makes a repeated one the same transaction. */
  async function attempt(
    items: TransactWriteItem[],
    token: string,
  ): Promise<readonly ServiceReason[] | undefined> {
    const command = new TransactWriteItemsCommand({ TransactItems: items, ClientRequestToken: token });
    try {
      await untilAnswered(patience, () => client.send(command));
      return undefined;
    } catch (error) {
      if (error instanceof TransactionCanceledException) return error.CancellationReasons ?? [];
      throw error;
    }
  }

  return {
    async get(key) {
      checkKey(key);
      const request = { TableName: tableName, Key: toKey(key), ConsistentRead: true };
      const answer = await untilAnswered(patience, () => client.send(new GetItemCommand(request)));
      return answer.Item && toItem(answer.Item);
    },

    async getMany(keys) {
      checkGetMany(keys);
      // A batch may name a key only once.
      const found = await batchGet([...new Map(keys.map((key) => [identity(key), key])).values()]);
      return keys.map((key) => found.get(identity(key)));
    },

    async query(input) {
      const page = await query({ cursor: ['pk', 'sk'] }, input);
      return { ...page, items: page.items.map(toItem) };
    },

    async queryIndex(index, input) {
      const indexSk = `${index}sk`;
      const page = await query({ index, cursor: [`${index}pk`, indexSk, 'pk', 'sk'] }, input);
      return {
        ...page,
        items: page.items.map((row) => ({
          pk: toText(row.pk),
          sk: toText(row.sk),
          indexSk: toText(row[indexSk]),
        })),
      };
    },

    async transact(actions) {
      checkActions(actions);
      const items = actions.map((action) => transactItem(action, tableName));
      const token = randomUUID();
      for (let failed = 1; ; failed += 1) {
        const reasons = await attempt(items, token);
        if (!reasons) return ok();
        const last = failed >= patience.attempts;
        if (last || !reasons.every(isPassing)) return cancelled(reasons);
        await patience.wait(failed);
      }
    },
  };
}

function identity({ pk, sk }: Key): string {
  return JSON.stringify([pk, sk]);
}

function transactItem(action: Action, tableName: string): TransactWriteItem {
  const expressions = new Expressions();
  const update = 'update' in action ? expressions.update(action) : '';
  const condition = action.if === undefined ? '' : expressions.condition(action.if);
  const common = {
    TableName: tableName,
    ...expressions.attributes(),
    ...(condition !== '' && { ConditionExpression: condition, ReturnValuesOnConditionCheckFailure: allOld }),
  };
  if ('put' in action) return { Put: { ...common, Item: toAttributes(action.put) } };
  if ('delete' in action) return { Delete: { ...common, Key: toKey(action.delete) } };
  if ('update' in action) {
    return { Update: { ...common, Key: toKey(action.update), UpdateExpression: update } };
  }
  return { ConditionCheck: { ...common, Key: toKey(action.check), ConditionExpression: condition } };
}

// The service's codes: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CancellationReason.html
const allOld = 'ALL_OLD' as const;
const none = 'None';
const conditionFailed = 'ConditionalCheckFailed';
const conflict = 'TransactionConflict';
const throttled: ReadonlySet<string> = new Set(['ProvisionedThroughputExceeded', 'ThrottlingError']);

/** Whether the same transaction may succeed when it is tried again. */
function isPassing({ Code: code = none }: ServiceReason): boolean {
  return code === none || code === conflict || throttled.has(code);
}

/**
 * @throws RangeError when DynamoDB found a limit broken that only it can see, such as an update's result
 * @throws StoreUnavailable when it was throttled to the end, or has a reason that we do not know
 */
function cancelled(reasons: readonly ServiceReason[]): Result<never, Cancelled> {
  const invalid = reasons.find(({ Code: code }) => code === 'ValidationError');
  if (invalid) throw new RangeError(`DynamoDB: ${invalid.Message ?? 'validation'}`);
  const codes = reasons.map(({ Code: code = none }) => code);
  const isOrdinary = codes.some((code) => code === conditionFailed || code === conflict);
  const isKnown = reasons.every((reason) => reason.Code === conditionFailed || isPassing(reason));
  if (!isOrdinary || !isKnown) throw new StoreUnavailable(`DynamoDB: cancelled (${codes.join(', ')})`);
  return err({ kind: 'cancelled', reasons: reasons.map(toReason) });
}

function toReason({ Code: code = none, Item: item }: ServiceReason): CancellationReason {
  if (code === none) return { code: 'none' };
  // Throttled, beside an action whose condition failed: for the caller the same as held by another.
  if (code !== conditionFailed) return { code: 'conflict' };
  return { code: 'condition-failed', ...(item && { item: toItem(item) }) };
}
