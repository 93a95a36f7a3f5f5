import { beforeEach, describe, expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import { createImportRequestedMessage } from '../../functions/app/reconciliation/import-requested-message.ts';
import { outboxPk, outboxShards } from '../../functions/app/outbox/outbox-row.ts';
import { messageOf } from '../../functions/app/outbox/deliver.ts';
import type { UploadForms } from '../../functions/app/uploads/ports.ts';
import type { BankRecord } from '../../functions/contracts/bank/bank-record.ts';
import { UnreadableBankMessage } from '../../functions/contracts/bank/unreadable-bank-message.ts';
import { createImportUploadedBankMessageHandler } from '../../functions/handlers/http/reconciliation/import-uploaded-bank-message/handler.ts';
import { createOpenBankMessageUploadHandler } from '../../functions/handlers/http/reconciliation/open-bank-message-upload/handler.ts';
import { createReadBankMessageUploadHandler } from '../../functions/handlers/http/reconciliation/read-bank-message-upload/handler.ts';
import { createImportBankMessageQueue } from '../../functions/handlers/queues/import-bank-message/handler.ts';
import { type Asked, askRoute } from '../builders/ask-route.ts';
import { type FinanceOffice, financeOffice } from '../builders/finance-office.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';

const approver = 'finance.approver';
const reconciler = 'finance.reconciler';

let office: FinanceOffice;
let files: Map<string, Buffer>;
let routes: ReturnType<typeof routesOf>;
let edge: ReturnType<typeof edgeDeps>;
let importRequested: (uploadId: string) => Promise<void>;

/** A scripted bank's message lies there as JSON. */
async function* readBankMessage(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<BankRecord> {
  const text = Buffer.concat(await Array.fromAsync(chunks)).toString('utf8');
  if (!text.startsWith('[')) throw new UnreadableBankMessage('not-xml', 1, 0);
  yield* JSON.parse(text) as BankRecord[];
}

const uploadedBankMessages = {
  has: async (uploadId: string) => files.has(uploadId),
  read: async (uploadId: string) => files.get(uploadId),
};
const bankMessageForms: UploadForms = {
  issue: async ({ uploadId, mediaType, returnTo }) => ({
    uploadUrl: `https://files.invalid/${uploadId}`,
    fields: {
      'Content-Type': mediaType,
      ...(returnTo === undefined ? {} : { success_action_redirect: returnTo }),
    },
  }),
};

function routesOf() {
  const deps = { ...office, ...edge, uploadedBankMessages, bankMessageForms };
  return {
    open: createOpenBankMessageUploadHandler(deps),
    import: createImportUploadedBankMessageHandler(deps),
    read: createReadBankMessageUploadHandler(deps),
  };
}

beforeEach(async () => {
  office = financeOffice();
  files = new Map();
  edge = edgeDeps({ [approver]: [approver], [reconciler]: [reconciler] });
  routes = routesOf();
  importRequested = createImportRequestedMessage({ ...office, uploadedBankMessages, readBankMessage });
  for (let n = 0; n < 3; n += 1) office.awards.add(n, { amountFen: 30_000 });
  await office.fund();
});

const ask = (name: keyof typeof routes, asked: Asked) => askRoute(routes[name], edge.lines, asked);

async function opened(content?: string): Promise<string> {
  const { body } = await ask('open', { user: reconciler, body: { mediaType: 'application/xml' } });
  if (content !== undefined) files.set(body.uploadId, Buffer.from(content));
  return body.uploadId;
}

const askFor = (uploadId: string, user = reconciler) => ask('import', { user, params: { uploadId } });
const read = async (uploadId: string) => (await ask('read', { user: reconciler, params: { uploadId } })).body;

async function requests(): Promise<unknown[]> {
  const pages = await Promise.all(
    Array.from({ length: outboxShards }, (_, shard) => office.table.query({ pk: outboxPk(shard) })),
  );
  return pages
    .flatMap(({ items }) => items.map(messageOf))
    .filter(({ type }) => type === 'import-bank-message');
}

describe('a bank’s message that is sent by form', () => {
  test('is imported once it was asked for, and tells what came of it', async () => {
    await office.sentRun();
    const uploadId = await opened(JSON.stringify(office.bank.statement(office.bank.debits())));
    expect(await read(uploadId)).toEqual({ uploadId, status: 'open' });
    // Nobody has asked: it is not touched.
    await importRequested(uploadId);
    expect(await read(uploadId)).toMatchObject({ status: 'open' });

    expect(await askFor(uploadId)).toMatchObject({ status: 202, body: { uploadId, status: 'importing' } });
    expect(await askFor(uploadId)).toMatchObject({ status: 202, body: { uploadId, status: 'importing' } });
    expect(await requests()).toEqual([{ type: 'import-bank-message', uploadId }]);
    await importRequested(uploadId);
    const done = { uploadId, status: 'imported', result: expect.objectContaining({ matched: 3 }) };
    expect(await read(uploadId)).toEqual(done);
    await importRequested(uploadId);
    expect((await askFor(uploadId)).body).toEqual(done);
    expect(await requests()).toHaveLength(1);
  });

  test('cannot be imported before it is there, and is nobody’s if it was never opened', async () => {
    const uploadId = await opened();
    expect(await askFor(uploadId)).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
    expect(await requests()).toEqual([]);
    expect((await askFor('upload-x')).status).toBe(404);
    expect((await ask('read', { user: reconciler, params: { uploadId: 'upload-x' } })).status).toBe(404);
  });

  test('a repeated request opens the same upload', async () => {
    const asked = { user: reconciler, key: 'opening-1', body: { mediaType: 'text/xml' } };
    const [first, again] = [await ask('open', asked), await ask('open', asked)];
    expect(again.body).toEqual(first.body);
    const other = await ask('open', { ...asked, body: { mediaType: 'application/xml' } });
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
  });

  test('is refused as one sent to the API is: unreadable, not whole, or by who took part', async () => {
    await office.sentRun();
    const statement = office.bank.statement(office.bank.debits());
    const cases: [string, string, object][] = [
      ['<x>', reconciler, { code: 'bank-message-unreadable', reason: 'not-xml', line: 1, column: 0 }],
      [JSON.stringify(statement.slice(0, -1)), reconciler, { code: 'bank-message-incomplete' }],
      [JSON.stringify(statement), approver, { code: 'took-part' }],
    ];
    for (const [content, user, refusal] of cases) {
      const uploadId = await opened(content);
      await askFor(uploadId, user);
      await importRequested(uploadId);
      expect(await read(uploadId)).toEqual({ uploadId, status: 'refused', refusal });
    }
  });

  test.each([
    ['application/xml', 'xml'],
    ['text/csv', 'csv'],
  ] as const)('of %s is read as %s, and its form knows the way back', async (mediaType, format) => {
    await office.sentRun();
    const returnTo = 'https://huimin.invalid/finance/import';
    const { body } = await ask('open', { user: reconciler, body: { mediaType, returnTo } });
    expect(body.fields).toEqual({ 'Content-Type': mediaType, success_action_redirect: returnTo });
    files.set(body.uploadId, Buffer.from(JSON.stringify(office.bank.statement(office.bank.debits()))));
    await askFor(body.uploadId);
    const formats: string[] = [];
    await createImportRequestedMessage({
      ...office,
      uploadedBankMessages,
      readBankMessage: (chunks, options) => {
        formats.push(options.format);
        return readBankMessage(chunks);
      },
    })(body.uploadId);
    // It is read more than once: first to check that it is whole.
    expect([...new Set(formats)]).toEqual([format]);
  });

  test('comes again from the queue when its import fails', async () => {
    await office.sentRun();
    const uploadId = await opened(JSON.stringify(office.bank.statement(office.bank.debits())));
    await askFor(uploadId);
    const content = files.get(uploadId)!;
    files.delete(uploadId);
    const { handler } = createImportBankMessageQueue({
      ...office,
      log: edge.log,
      uploadedBankMessages,
      readBankMessage,
    });
    const event = (body: string) => ({ Records: [{ messageId: '1', body }] }) as SQSEvent;
    const failed = { batchItemFailures: [{ itemIdentifier: '1' }] };
    expect(await handler(event(JSON.stringify({ uploadId })))).toEqual(failed);
    expect(await handler(event('{}'))).toEqual(failed);
    expect(await read(uploadId)).toMatchObject({ status: 'importing' });
    files.set(uploadId, content);
    expect(await handler(event(JSON.stringify({ uploadId })))).toEqual({ batchItemFailures: [] });
    expect(await read(uploadId)).toMatchObject({ status: 'imported', result: { matched: 3 } });
  });
});
