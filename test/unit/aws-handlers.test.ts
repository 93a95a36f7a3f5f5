import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import type { OutboxSinks } from '../../functions/app/outbox/deliver.ts';
import { outboxRow } from '../../functions/app/outbox/outbox-row.ts';
import type { Item, Table } from '../../functions/app/store/ports.ts';
import { textAttribute } from '../../functions/app/store/text-attribute.ts';
import type { OutboxMessage } from '../../functions/contracts/store/outbox-message.ts';
import { createCheckOrigin } from '../../functions/handlers/authorizers/check-origin/handler.ts';
import { createAllocateHandler } from '../../functions/handlers/queues/allocate/handler.ts';
import { createResendOutboxHandler } from '../../functions/handlers/schedules/resend-outbox/handler.ts';
import { createOutboxRelay } from '../../functions/handlers/streams/outbox-relay/handler.ts';
import { createManualClock } from '../../local/clock/manual-clock.ts';

let database: SqliteDatabase;
let table: Table;
let started: string[];
let broken: ReadonlySet<string>;
let lines: [string, unknown][];
beforeEach(() => {
  database = SqliteDatabase.open(':memory:');
  table = createSqliteTable(database);
  started = [];
  broken = new Set();
  lines = [];
});
afterEach(() => database.close());

const log = {
  info: (message: string, attributes: unknown) => void lines.push([message, attributes]),
  error: (message: string, attributes: unknown) => void lines.push([message, attributes]),
};
const sinks: OutboxSinks = {
  workflows: {
    start: async (_, name) => {
      if (broken.has(name)) throw new Error('Step Functions is away');
      started.push(name);
    },
    succeed: async () => undefined,
  },
  allocate: async () => undefined,
  importBankMessage: async () => undefined,
  notify: async () => [],
};

/** Puts the starts of workflows in the outbox, as of an instant. */
async function leave(names: readonly string[], at: string): Promise<Item[]> {
  const actions = names.map((executionName) => {
    const message: OutboxMessage = { type: 'start-workflow', machine: 'claim', executionName, input: {} };
    return outboxRow(at, executionName, message);
  });
  expect((await table.transact(actions)).ok).toBe(true);
  return actions.map((action) => (action as { put: Item }).put);
}

async function standing(rows: readonly Item[]): Promise<boolean[]> {
  return (await table.getMany(rows)).map((row) => row !== undefined);
}

describe('the outbox’s relay', () => {
  const asEvent = (rows: readonly Item[]): DynamoDBStreamEvent => ({
    Records: rows.map((row, at) => ({
      eventName: 'INSERT',
      dynamodb: {
        SequenceNumber: String(at),
        NewImage: { pk: { S: row.pk }, sk: { S: row.sk }, message: { S: textAttribute(row, 'message') } },
      },
    })),
  });

  test('delivers each row and takes it out', async () => {
    const rows = await leave(['claim-1', 'claim-2'], '2008-05-20T01:00:00.000Z');
    const { handler } = createOutboxRelay({ table, sinks, log });
    expect(await handler(asEvent(rows))).toEqual({ batchItemFailures: [] });
    expect(started.toSorted()).toEqual(['claim-1', 'claim-2']);
    expect(await standing(rows)).toEqual([false, false]);
    // The stream may come back with it.
    expect(await handler(asEvent(rows))).toEqual({ batchItemFailures: [] });
  });

  test('reports the row that failed, which stands; the others go', async () => {
    const rows = await leave(['claim-1', 'claim-2', 'claim-3'], '2008-05-20T01:00:00.000Z');
    broken = new Set(['claim-2']);
    const { handler } = createOutboxRelay({ table, sinks, log });
    expect(await handler(asEvent(rows))).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(await standing(rows)).toEqual([false, true, false]);
    expect(lines).toEqual([['outbox row not delivered', expect.objectContaining({ sequenceNumber: '1' })]]);
  });

  test('reports a row that it cannot read', async () => {
    const { handler } = createOutboxRelay({ table, sinks, log });
    const event: DynamoDBStreamEvent = { Records: [{ dynamodb: { SequenceNumber: '7', NewImage: {} } }] };
    expect(await handler(event)).toEqual({ batchItemFailures: [{ itemIdentifier: '7' }] });
  });
});

describe('what the stream left behind', () => {
  const ages: number[] = [];
  const resending = () =>
    createResendOutboxHandler({
      table,
      sinks,
      log,
      clock: createManualClock('2008-05-20T01:10:00.000Z'),
      observeOldest: (age) => ages.push(age),
    }).handler;
  beforeEach(() => void ages.splice(0));

  test('goes out late, and its age is told; what is new is the stream’s', async () => {
    const names = Array.from({ length: 60 }, (_, at) => `claim-${String(at)}`);
    const old = await leave(names, '2008-05-20T01:00:00.000Z');
    const fresh = await leave(['claim-new'], '2008-05-20T01:09:00.000Z');
    expect(await resending()()).toEqual({ delivered: 60, failed: 0, oldestAgeSeconds: 600 });
    expect(started.toSorted()).toEqual(names.toSorted());
    expect((await standing(old)).includes(true)).toBe(false);
    expect(await standing(fresh)).toEqual([true]);
    expect(await resending()()).toEqual({ delivered: 0, failed: 0, oldestAgeSeconds: 0 });
    expect(ages).toEqual([600, 0]);
  });

  test('a row that fails again stands, and holds up none', async () => {
    const rows = await leave(['claim-1', 'claim-2', 'claim-3'], '2008-05-20T01:00:00.000Z');
    broken = new Set(['claim-1']);
    expect(await resending()()).toEqual({ delivered: 2, failed: 1, oldestAgeSeconds: 600 });
    expect(await standing(rows)).toEqual([true, false, false]);
  });
});

describe('the allocators’ queue', () => {
  const asEvent = (messages: readonly { group: string; body: unknown }[]) =>
    ({
      Records: messages.map(({ group, body }, at) => ({
        messageId: String(at),
        body: JSON.stringify(body),
        attributes: { MessageGroupId: group },
      })),
    }) as unknown as SQSEvent;

  test('one allocation an appropriation, with all the claims named', async () => {
    const asked: unknown[] = [];
    const { handler } = createAllocateHandler({
      allocate: async (input) => {
        asked.push(input);
        return { awarded: input.named.length, short: false };
      },
      log,
    });
    const rural = 'rural-reward/2008';
    const answer = await handler(
      asEvent([
        { group: 'r', body: { appropriationId: rural, claimId: 'claim-1' } },
        { group: 'r', body: { appropriationId: rural } },
        { group: 's', body: { appropriationId: 'special-hardship/2008' } },
        { group: 'r', body: { appropriationId: rural, claimId: 'claim-2' } },
      ]),
    );
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(asked).toEqual([
      { appropriationId: rural, named: ['claim-1', 'claim-2'] },
      { appropriationId: 'special-hardship/2008', named: [] },
    ]);
  });

  test('a failure gives its own group back, and the order in it', async () => {
    const { handler } = createAllocateHandler({
      allocate: async ({ appropriationId }) => {
        if (appropriationId === 'r') throw new Error('claims changed');
        return { awarded: 0, short: true };
      },
      log,
    });
    const answer = await handler(
      asEvent([
        { group: 'r', body: { appropriationId: 'r' } },
        { group: 's', body: { appropriationId: 's' } },
        { group: 'r', body: { appropriationId: 'r', claimId: 'claim-1' } },
        { group: 'x', body: { nonsense: true } },
      ]),
    );
    expect(answer.batchItemFailures).toEqual(['0', '2', '3'].map((itemIdentifier) => ({ itemIdentifier })));
  });
});

test('a request passes by the secret of its origin alone', async () => {
  const { handler } = createCheckOrigin({ secret: 'origin-secret' });
  const passes = async (headers?: Record<string, string>) =>
    (await handler({ headers } as unknown as Parameters<typeof handler>[0])).isAuthorized;
  expect(await passes({ 'x-huimin-origin': 'origin-secret' })).toBe(true);
  expect(await passes({ 'x-huimin-origin': 'origin-secre' })).toBe(false);
  expect(await passes({ 'x-huimin-origin': '' })).toBe(false);
  expect(await passes({})).toBe(false);
  expect(await passes()).toBe(false);
});
