import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { TransactionCanceledException, type TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { createDynamodbTable } from '../../functions/adapters/dynamodb/dynamodb-table.ts';
import type { Table } from '../../functions/app/store/ports.ts';

interface Sent {
  readonly name: string;
  readonly input: object;
}
type Answer = object | Error;

/** A client that answers from a script, the last answer for ever, and keeps what it was sent. */
function scripted(...script: readonly Answer[]): { table: Table; sent: Sent[]; waits: number[] } {
  const sent: Sent[] = [];
  const waits: number[] = [];
  const send = async (command: { readonly input: object }): Promise<object> => {
    const answer = script[Math.min(sent.length, script.length - 1)] ?? {};
    sent.push({ name: command.constructor.name, input: command.input });
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const patience = { attempts: 4, wait: async (attempt: number) => void waits.push(attempt) };
  const table = createDynamodbTable({
    client: { send: send as DynamoDBClient['send'] },
    tableName: 'huimin',
    patience,
  });
  return { table, sent, waits };
}

function serviceError(name: string, httpStatusCode?: number): Error {
  const error = new Error(`${name} message`);
  error.name = name;
  return Object.assign(error, { $metadata: httpStatusCode === undefined ? {} : { httpStatusCode } });
}

function cancelledBecause(
  ...reasons: readonly (string | { Code: string; Message?: string; Item?: object })[]
): Error {
  return new TransactionCanceledException({
    message: 'cancelled',
    $metadata: { httpStatusCode: 400 },
    CancellationReasons: reasons.map((reason) =>
      typeof reason === 'string' ? { Code: reason } : (reason as { Code: string }),
    ),
  });
}

function tokens(sent: readonly Sent[]): readonly (string | undefined)[] {
  return sent.map(({ input }) => (input as TransactWriteItemsCommandInput).ClientRequestToken);
}

const put = { put: { pk: 'P', sk: 'A', n: 1 } };
const other = { delete: { pk: 'P', sk: 'B' } };

describe('a transaction', () => {
  test('says its conditions in names and values, and asks for the stored item', async () => {
    const { table, sent } = scripted({});
    await table.transact([
      { put: { pk: 'P', sk: 'A', n: 1, bytes: Uint8Array.of(1) }, if: { exists: false } },
      {
        update: { pk: 'P', sk: 'B' },
        set: { state: 'due' },
        add: { n: 2 },
        remove: ['x', 'state2'],
        if: {
          all: [
            { attribute: 'state', is: '<>', value: 'paid' },
            { any: [{ attribute: 'n', is: '<', value: 3 }] },
          ],
        },
      },
      { check: { pk: 'P', sk: 'C' }, if: { attribute: 'x', present: false } },
      { delete: { pk: 'P', sk: 'D' } },
    ]);
    expect(sent.map(({ name }) => name)).toEqual(['TransactWriteItemsCommand']);
    expect(sent[0]?.input).toEqual({
      ClientRequestToken: expect.stringMatching(/^[0-9a-f-]{36}$/),
      TransactItems: [
        {
          Put: {
            TableName: 'huimin',
            Item: { pk: { S: 'P' }, sk: { S: 'A' }, n: { N: '1' }, bytes: { B: Uint8Array.of(1) } },
            ConditionExpression: 'attribute_not_exists(#0)',
            ExpressionAttributeNames: { '#0': 'pk' },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
        {
          Update: {
            TableName: 'huimin',
            Key: { pk: { S: 'P' }, sk: { S: 'B' } },
            UpdateExpression: 'SET #0 = :0 ADD #1 :1 REMOVE #2, #3',
            ConditionExpression: '(attribute_type(#0, :3) AND #0 <> :2) AND (#1 < :4)',
            ExpressionAttributeNames: { '#0': 'state', '#1': 'n', '#2': 'x', '#3': 'state2' },
            ExpressionAttributeValues: {
              ':0': { S: 'due' },
              ':1': { N: '2' },
              ':2': { S: 'paid' },
              ':3': { S: 'S' },
              ':4': { N: '3' },
            },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
        {
          ConditionCheck: {
            TableName: 'huimin',
            Key: { pk: { S: 'P' }, sk: { S: 'C' } },
            ConditionExpression: 'attribute_not_exists(#0)',
            ExpressionAttributeNames: { '#0': 'x' },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
        { Delete: { TableName: 'huimin', Key: { pk: { S: 'P' }, sk: { S: 'D' } } } },
      ],
    });
  });

  test.each([
    ['no answer', serviceError('TimeoutError')],
    ['a server fault', serviceError('InternalServerError', 500)],
    ['throttling', serviceError('ThrottlingException', 400)],
    ['its first attempt still under way', serviceError('TransactionInProgressException', 400)],
    ['a conflict', cancelledBecause('None', 'TransactionConflict')],
    ['throttling of one item', cancelledBecause('ThrottlingError', 'None')],
  ])('after %s is asked again under the same token', async (_, failure) => {
    const { table, sent, waits } = scripted(failure, failure, {});
    expect(await table.transact([put, other])).toEqual({ ok: true, value: undefined });
    const [first, ...more] = tokens(sent);
    expect(more).toEqual([first, first]);
    expect(waits).toEqual([1, 2]);
  });

  test('gets a token of its own each time it is asked for', async () => {
    const { table, sent } = scripted({});
    await table.transact([put]);
    await table.transact([put]);
    expect(new Set(tokens(sent)).size).toBe(2);
  });

  test('that conflicts to the end is cancelled for that reason', async () => {
    const { table, sent } = scripted(cancelledBecause('TransactionConflict', 'None'));
    expect(await table.transact([put, other])).toEqual({
      ok: false,
      error: { kind: 'cancelled', reasons: [{ code: 'conflict' }, { code: 'none' }] },
    });
    expect(sent).toHaveLength(4);
  });

  test('whose condition failed is not tried again, whatever else was in its way', async () => {
    const Item = { pk: { S: 'P' }, sk: { S: 'A' }, n: { N: '9' } };
    const { table, sent } = scripted(
      cancelledBecause({ Code: 'ConditionalCheckFailed', Item }, 'TransactionConflict'),
    );
    expect(await table.transact([{ ...put, if: { exists: false } }, other])).toEqual({
      ok: false,
      error: {
        kind: 'cancelled',
        reasons: [{ code: 'condition-failed', item: { pk: 'P', sk: 'A', n: 9 } }, { code: 'conflict' }],
      },
    });
    expect(sent).toHaveLength(1);
  });

  test.each([
    ['throttled to the end', cancelledBecause('ThrottlingError', 'None'), 4],
    ['without an answer to the end', serviceError('TimeoutError'), 4],
    ['not allowed', serviceError('AccessDeniedException', 400), 1],
    ['cancelled for a reason we do not know', cancelledBecause('SomethingNew', 'None'), 1],
    ['cancelled without reasons', cancelledBecause(), 4],
  ])('%s makes the store unavailable', async (_, failure, attempts) => {
    const { table, sent } = scripted(failure);
    await expect(table.transact([put, other])).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(sent).toHaveLength(attempts);
  });

  test('over a limit that only the service sees is a RangeError', async () => {
    const tooLarge = {
      Code: 'ValidationError',
      Message: 'Item size to update has exceeded the maximum allowed size',
    };
    await expect(scripted(cancelledBecause(tooLarge)).table.transact([put])).rejects.toThrow(RangeError);
    await expect(scripted(serviceError('ValidationException', 400)).table.transact([put])).rejects.toThrow(
      RangeError,
    );
  });
});

describe('reads', () => {
  test('keep the cause of what failed', async () => {
    const cause = serviceError('ECONNREFUSED');
    await expect(scripted(cause).table.get({ pk: 'P', sk: 'A' })).rejects.toMatchObject({
      name: 'StoreUnavailable',
      cause,
    });
  });

  test('of many ask again for what was left out, each key once', async () => {
    const keyOf = (sk: string) => ({ pk: { S: 'P' }, sk: { S: sk } });
    const { table, sent, waits } = scripted(
      {
        Responses: { huimin: [keyOf('C')] },
        UnprocessedKeys: { huimin: { Keys: [keyOf('A'), keyOf('B')] } },
      },
      { Responses: {}, UnprocessedKeys: { huimin: { Keys: [keyOf('A'), keyOf('B')] } } },
      { Responses: { huimin: [keyOf('A')] }, UnprocessedKeys: {} },
    );
    const keys = ['A', 'B', 'C', 'A'].map((sk) => ({ pk: 'P', sk }));
    expect(await table.getMany(keys)).toEqual([keys[0], undefined, keys[2], keys[0]]);
    const asked = (...names: readonly string[]) => ({
      RequestItems: { huimin: { Keys: names.map(keyOf), ConsistentRead: true } },
    });
    expect(sent.map(({ input }) => input)).toEqual([asked('A', 'B', 'C'), asked('A', 'B'), asked('A', 'B')]);
    expect(waits).toEqual([1]);
  });

  test('of many give up when keys stay left out', async () => {
    const { table, sent } = scripted({
      UnprocessedKeys: { huimin: { Keys: [{ pk: { S: 'P' }, sk: { S: 'A' } }] } },
    });
    await expect(table.getMany([{ pk: 'P', sk: 'A' }])).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(sent).toHaveLength(4);
  });

  test('are consistent, except those of an index', async () => {
    const { table, sent } = scripted({ Items: [] });
    await table.get({ pk: 'P', sk: 'A' });
    await table.query({ pk: 'P', sk: { beginsWith: 'AUDIT#' }, limit: 10 });
    await table.queryIndex('gsi3', { pk: 'P', descending: true });
    expect(sent.map(({ input }) => input)).toEqual([
      { TableName: 'huimin', Key: { pk: { S: 'P' }, sk: { S: 'A' } }, ConsistentRead: true },
      {
        TableName: 'huimin',
        ConsistentRead: true,
        KeyConditionExpression: '#0 = :0 AND begins_with(#1, :1)',
        ExpressionAttributeNames: { '#0': 'pk', '#1': 'sk' },
        ExpressionAttributeValues: { ':0': { S: 'P' }, ':1': { S: 'AUDIT#' } },
        ScanIndexForward: true,
        Limit: 11,
      },
      {
        TableName: 'huimin',
        IndexName: 'gsi3',
        KeyConditionExpression: '#0 = :0',
        ExpressionAttributeNames: { '#0': 'gsi3pk' },
        ExpressionAttributeValues: { ':0': { S: 'P' } },
        ScanIndexForward: false,
      },
    ]);
  });

  test('refuse what another program stored and the port has no value for', async () => {
    const withN = (N: string) => ({ Item: { pk: { S: 'P' }, sk: { S: 'A' }, n: { N } } });
    await expect(scripted(withN('0.5')).table.get({ pk: 'P', sk: 'A' })).rejects.toThrow(RangeError);
    await expect(scripted(withN('9007199254740993')).table.get({ pk: 'P', sk: 'A' })).rejects.toThrow(
      RangeError,
    );
    const withSet = { Item: { pk: { S: 'P' }, sk: { S: 'A' }, set: { SS: ['x'] } } };
    await expect(scripted(withSet).table.get({ pk: 'P', sk: 'A' })).rejects.toThrow(RangeError);
  });
});
