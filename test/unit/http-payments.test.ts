import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { encodeGb18030 } from '../../functions/adapters/bank/csv/gb18030.ts';
import { createBankMessageReader } from '../../functions/adapters/bank/bank-message-reader.ts';
import type { ReadBankMessage } from '../../functions/app/reconciliation/ports.ts';
import { createFundsReport } from '../../functions/app/ledger/budget-report.ts';
import { postingActions } from '../../functions/app/ledger/posting-actions.ts';
import { fileTermsOf } from '../../functions/contracts/bank/bank-profile.ts';
import type { BankRecord } from '../../functions/contracts/bank/bank-record.ts';
import { transfersOf } from '../../functions/domain/ledger/transfer.ts';
import { fen, subtractFen } from '../../functions/domain/money/fen.ts';
import { createListLedgerEntriesHandler } from '../../functions/handlers/http/ledger/list-ledger-entries/handler.ts';
import { createReadTrialBalanceHandler } from '../../functions/handlers/http/ledger/read-trial-balance/handler.ts';
import { createCancelRunHandler } from '../../functions/handlers/http/payments/cancel-run/handler.ts';
import { createCompareRunHandler } from '../../functions/handlers/http/payments/compare-run/handler.ts';
import { createCreateRunHandler } from '../../functions/handlers/http/payments/create-run/handler.ts';
import { createEnquirePaymentHandler } from '../../functions/handlers/http/payments/enquire-payment/handler.ts';
import { createEnquireRunHandler } from '../../functions/handlers/http/payments/enquire-run/handler.ts';
import { createHoldPaymentHandler } from '../../functions/handlers/http/payments/hold-payment/handler.ts';
import { createListLeftOutHandler } from '../../functions/handlers/http/payments/list-left-out/handler.ts';
import { createListRunPaymentsHandler } from '../../functions/handlers/http/payments/list-run-payments/handler.ts';
import { createListRunsHandler } from '../../functions/handlers/http/payments/list-runs/handler.ts';
import { createPreviewRunHandler } from '../../functions/handlers/http/payments/preview-run/handler.ts';
import { createReadBankFileHandler } from '../../functions/handlers/http/payments/read-bank-file/handler.ts';
import { createReadPaymentHandler } from '../../functions/handlers/http/payments/read-payment/handler.ts';
import { createReadRunHandler } from '../../functions/handlers/http/payments/read-run/handler.ts';
import { createReissuePaymentHandler } from '../../functions/handlers/http/payments/reissue-payment/handler.ts';
import { createReleaseRunHandler } from '../../functions/handlers/http/payments/release-run/handler.ts';
import { createSendBackRunHandler } from '../../functions/handlers/http/payments/send-back-run/handler.ts';
import { createImportBankMessageHandler } from '../../functions/handlers/http/reconciliation/import-bank-message/handler.ts';
import { createListExceptionsHandler } from '../../functions/handlers/http/reconciliation/list-exceptions/handler.ts';
import { createReadReconciliationHandler } from '../../functions/handlers/http/reconciliation/read-reconciliation/handler.ts';
import { createResolveExceptionHandler } from '../../functions/handlers/http/reconciliation/resolve-exception/handler.ts';
import { type Asked, askRoute } from '../builders/ask-route.ts';
import { goldenBankFile } from '../builders/bank-messages.ts';
import { type FinanceOffice, financeOffice } from '../builders/finance-office.ts';
import { shippedBank } from '../builders/demo-bank.ts';
import { schemaErrors } from '../builders/xsd.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';
import { seededSecrets } from '../fakes/seeded-secrets.ts';

const preparer = 'finance.preparer';
const approver = 'finance.approver';
const reconciler = 'finance.reconciler';
const roles = {
  [preparer]: [preparer],
  [approver]: [approver],
  [reconciler]: [reconciler],
  both: [preparer, approver],
};
const paid = { programme: 'rural-reward', period: '2008-H1' };

let office: FinanceOffice;
let lines: readonly object[];
let routes: ReturnType<typeof routesOf>;

const reader = createBankMessageReader(new Map([['DEMRCNSH', shippedBank('DEMRCNSH')]]), 'DEMOCNSH');

/** A scripted bank's message goes over the wire as JSON; anything else is read as what it is. */
const recordsFrom: ReadBankMessage = async function* (chunks, source) {
  const bytes = Buffer.concat(await Array.fromAsync(chunks));
  if (bytes.toString('utf8', 0, 1) === '[') yield* JSON.parse(bytes.toString('utf8')) as BankRecord[];
  else yield* reader([bytes], source);
};

function routesOf(given: FinanceOffice, edge: ReturnType<typeof edgeDeps>) {
  const { envelopes } = seededSecrets(1);
  const deps = { ...given, ...edge, envelopes, readBankMessage: recordsFrom };
  return {
    create: createCreateRunHandler(deps),
    list: createListRunsHandler(deps),
    read: createReadRunHandler(deps),
    leftOut: createListLeftOutHandler(deps),
    hold: createHoldPaymentHandler(deps),
    enquireRun: createEnquireRunHandler(deps),
    enquirePayment: createEnquirePaymentHandler(deps),
    preview: createPreviewRunHandler(deps),
    compare: createCompareRunHandler(deps),
    payments: createListRunPaymentsHandler(deps),
    release: createReleaseRunHandler(deps),
    sendBack: createSendBackRunHandler(deps),
    cancel: createCancelRunHandler(deps),
    bankFile: createReadBankFileHandler(deps),
    payment: createReadPaymentHandler(deps),
    reissue: createReissuePaymentHandler(deps),
    import: createImportBankMessageHandler(deps),
    reconciliation: createReadReconciliationHandler(deps),
    exceptions: createListExceptionsHandler(deps),
    resolve: createResolveExceptionHandler(deps),
    trialBalance: createReadTrialBalanceHandler(deps),
    entries: createListLedgerEntriesHandler(deps),
  };
}

beforeEach(async () => {
  office = financeOffice();
  const edge = edgeDeps(roles);
  lines = edge.lines;
  routes = routesOf(office, edge);
  for (let n = 0; n < 3; n += 1) office.awards.add(n, { amountFen: 30_000 });
  await office.fund();
});

const ask = (name: keyof typeof routes, asked: Asked) => askRoute(routes[name], lines, asked);

async function prepared(): Promise<{ readonly runId: string; readonly payloadHash: string }> {
  const created = await ask('create', { user: preparer, body: paid });
  const runId = created.body.runId as string;
  await office.build(runId);
  const { body } = await ask('read', { user: approver, params: { runId } });
  return { runId, payloadHash: body.payloadHash };
}

async function sent(): Promise<string> {
  const { runId, payloadHash } = await prepared();
  expect(await ask('release', { user: approver, params: { runId }, body: { payloadHash } })).toMatchObject({
    status: 202,
    body: { runId, status: 'released' },
  });
  await office.steps.sendFiles({ runId });
  return runId;
}

const told = (records: readonly BankRecord[], user = reconciler) =>
  ask('import', { user, xml: JSON.stringify(records) });

describe('a payment run', () => {
  test('from its preparation to the reconciled statement', async () => {
    const runId = await sent();
    const file = await ask('bankFile', { user: approver, params: { runId } });
    expect(file).toMatchObject({ status: 200, headers: { 'content-type': 'application/xml' } });
    expect(file.text.match(/<EndToEndId>/g)).toHaveLength(3);
    const { body: run } = await ask('read', { user: approver, params: { runId } });
    expect(run).toMatchObject({
      status: 'sent',
      payments: 3,
      totalFen: 90_000,
      files: [{ status: 'acknowledged' }],
    });

    const imported = await told(office.bank.statement(office.bank.debits()));
    expect(imported).toMatchObject({
      status: 202,
      body: { matched: 3, exceptions: 0, alreadyImported: false },
    });
    const report = await ask('reconciliation', { user: reconciler, params: { runId } });
    expect(report.body).toMatchObject({
      status: 'reconciled',
      agrees: true,
      statement: { settled: { count: 3, fen: 90_000 }, outstanding: { count: 0, fen: 0 } },
      deviations: [],
    });
    const listed = await ask('list', { user: preparer });
    expect(listed.body.runs).toMatchObject([{ runId, status: 'reconciled' }]);
    const balance = await ask('trialBalance', { user: approver, query: { year: '2008', recompute: 'true' } });
    expect(balance.body).toMatchObject({ balanced: true, differences: [] });
    const spent = await ask('entries', { user: approver, query: { account: 'B5' } });
    expect(spent.body.entries.map(({ amountFen }: { amountFen: number }) => amountFen)).toEqual([
      45_000, 45_000,
    ]);
  });

  test('a key is answered once, and not for another body', async () => {
    const key = 'prepare-2008-H1';
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => ask('create', { user: preparer, body: paid, key })),
    );
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers[0]?.status).toBe(202);
    const other = await ask('create', { user: preparer, body: { ...paid, period: '2008-H2' }, key });
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
    expect((await ask('list', { user: preparer })).body.runs).toHaveLength(1);
  });

  test('a key whose request was refused may be used again', async () => {
    const key = 'prepare-mistyped';
    const wrong = { ...paid, programme: 'moon' };
    for (const body of [wrong, wrong]) {
      expect(await ask('create', { user: preparer, body, key })).toMatchObject({
        status: 400,
        body: { code: 'unknown-programme-or-period' },
      });
    }
    expect((await ask('create', { user: preparer, body: paid, key })).status).toBe(202);
  });

  test('an answer survives the state it was given in', async () => {
    const { runId, payloadHash } = await prepared();
    const release: Asked = { user: approver, params: { runId }, body: { payloadHash }, key: 'release-once' };
    const first = await ask('release', release);
    await office.steps.sendFiles({ runId });
    expect(await ask('release', release)).toMatchObject({ status: 202, body: first.body });
  });

  test('who prepared it does not release it, and a stale hash releases nothing', async () => {
    const created = await ask('create', { user: 'both', body: paid });
    const { runId } = created.body;
    await office.build(runId);
    const { payloadHash } = (await ask('read', { user: approver, params: { runId } })).body;
    const release = async (user: string, hash: string) =>
      ask('release', { user, params: { runId }, body: { payloadHash: hash } });
    expect(await release('both', payloadHash)).toMatchObject({ status: 409, body: { code: 'same-person' } });
    expect(await release(preparer, payloadHash)).toMatchObject({ status: 403, body: { code: 'wrong-role' } });
    expect(await release(approver, '0'.repeat(64))).toMatchObject({
      status: 409,
      body: { code: 'stale-payload' },
    });
    expect((await release(approver, payloadHash)).status).toBe(202);
    expect(await release(approver, payloadHash)).toMatchObject({ status: 202 });
  });

  test('is not released without the cash, and is told how much is missing', async () => {
    const { runId, payloadHash } = await prepared();
    const [district] = await createFundsReport({ table: office.stored })('rural-reward', 2008);
    const gone = transfersOf({
      cause: 'test',
      event: 'bank-overpaid',
      bankAccount: office.termsOfPeriod.debtor.account,
      programme: 'rural-reward',
      year: 2008,
      parts: [{ share: 'district', amountFen: subtractFen(district!.cashFen, fen(1)) }],
      date: office.clock.today(),
      at: office.clock.now(),
    });
    expect(await office.stored.transact(postingActions(gone))).toEqual({ ok: true });
    const answer = await ask('release', { user: approver, params: { runId }, body: { payloadHash } });
    expect(answer).toMatchObject({ status: 409, body: { code: 'cash-short' } });
    expect(answer.body.detail).toContain('district 尚缺 449.99 元');
  });

  test('is sent back with a reason, and cancelled', async () => {
    const { runId } = await prepared();
    const back = await ask('sendBack', { user: approver, params: { runId }, body: { reason: '金额待核' } });
    expect(back).toMatchObject({ status: 202, body: { runId, status: 'building' } });
    const cancel = await ask('cancel', { user: preparer, params: { runId }, body: { reason: '不再发放' } });
    expect(cancel).toMatchObject({ status: 202, body: { runId, status: 'cancelled' } });
    const late = await ask('sendBack', { user: approver, params: { runId }, body: { reason: '?' } });
    expect(late).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
  });

  test('tells what it left out', async () => {
    office.awards.add(7, { due: { outcome: 'not-due', codes: ['deceased'], decisionHash: 'd' } });
    const { runId } = await prepared();
    const left = await ask('leftOut', { user: preparer, params: { runId } });
    expect(left.body.awards).toMatchObject([{ reason: 'not-due', codes: ['deceased'] }]);
    const held = await ask('leftOut', { user: preparer, params: { runId }, query: { reason: 'held' } });
    expect(held.body.awards).toEqual([]);
  });

  test('is previewed before it is prepared, and compared once it is', async () => {
    const query = paid;
    const preview = await ask('preview', { user: preparer, query });
    expect(preview).toMatchObject({ status: 200, body: { totals: { payments: 3, totalFen: 90_000 } } });
    expect((await ask('list', { user: preparer })).body.runs).toEqual([]);
    const { runId } = await prepared();
    const listed = await ask('payments', { user: approver, params: { runId } });
    expect(listed.body.payments.map(({ paymentId }: { paymentId: string }) => paymentId)).toEqual(
      preview.body.payments.map(({ paymentId }: { paymentId: string }) => paymentId),
    );
    expect(listed.body.payments[0]).toMatchObject({
      state: 'planned',
      amountFen: 30_000,
      decisionRecord: '/api/awards/award-0000000/decision-record?period=2008-H1',
    });
    const compared = await ask('compare', { user: approver, params: { runId } });
    expect(compared.body).toMatchObject({ runId, changed: [], totals: { payments: 3 } });
    const moon = await ask('preview', { user: preparer, query: { ...query, programme: 'moon' } });
    expect(moon).toMatchObject({ status: 400, body: { code: 'unknown-programme-or-period' } });
    const strange = await ask('preview', { user: preparer, query: { ...query, cursor: 'x' } });
    expect(strange.body.errors).toMatchObject([{ pointer: '/query/cursor', code: 'not-valid' }]);
    expect(
      (await ask('payments', { user: preparer, params: { runId }, query: { cursor: '1' } })).status,
    ).toBe(400);
    expect((await ask('leftOut', { user: preparer, params: { runId }, query: { cursor: 'x' } })).status).toBe(
      400,
    );
  });

  test('lists its payments, each where it stands, with the bank’s reason', async () => {
    const runId = await sent();
    const [first, second, third] = office.bank.debits();
    const back = {
      ...first,
      direction: 'credit',
      bankReference: 'R',
      returned: { reason: { code: 'AC04' } },
    } as const;
    await told(office.bank.statement([first!, second!, back]));
    const { body } = await ask('payments', { user: approver, params: { runId } });
    const states = Object.fromEntries(
      body.payments.map((one: { endToEndId: string; state: string; reason?: string }) => [
        one.endToEndId,
        [one.state, one.reason],
      ]),
    );
    expect(states).toEqual({
      [first!.endToEndId!]: ['returned', 'AC04'],
      [second!.endToEndId!]: ['settled', undefined],
      [third!.endToEndId!]: ['sent', undefined],
    });
    const returned = body.payments.find(({ state }: { state: string }) => state === 'returned');
    expect(returned.reasonWords).toMatchObject({ action: 'confirm-account', nextStep: expect.any(String) });
    const english = { params: { paymentId: returned.paymentId }, headers: { 'accept-language': 'en' } };
    expect((await ask('payment', { user: approver, ...english })).body.reasonWords.text).toMatch(/closed/i);
    const report = await ask('reconciliation', { user: reconciler, params: { runId } });
    expect(report.body.deviations).toMatchObject([{ reasonWords: returned.reasonWords }]);
  });

  test('a file of more than 4 MB is fetched from elsewhere', async () => {
    const { runId } = await prepared();
    const [key = ''] = office.bankFiles.files.keys();
    const download = () => ask('bankFile', { user: approver, params: { runId } });
    office.bankFiles.files.set(key, Buffer.alloc(4 * 1024 * 1024));
    expect(await download()).toMatchObject({ status: 200 });
    office.bankFiles.files.set(key, Buffer.alloc(4 * 1024 * 1024 + 1));
    const name = key.split('/').at(-1);
    expect(await download()).toMatchObject({
      status: 303,
      headers: { location: `https://files.invalid/${key}?name=${name!}`, 'cache-control': 'no-store' },
    });
  });

  test('is prepared anew without a payment that is held, which then waits to be cleared', async () => {
    const { runId } = await prepared();
    const listed = await ask('payments', { user: approver, params: { runId } });
    const { paymentId } = listed.body.payments[0];
    const hold = async (on: boolean, key?: string) =>
      ask('hold', {
        user: reconciler,
        params: { paymentId },
        body: { hold: on, reason: '待核实' },
        ...(key === undefined ? {} : { key }),
      });
    expect(await hold(true, 'hold-once')).toMatchObject({ status: 200, body: { paymentId, state: 'held' } });
    expect((await ask('read', { user: approver, params: { runId } })).body).toMatchObject({
      status: 'building',
      attempt: 2,
    });
    await office.build(runId);
    const left = await ask('leftOut', { user: approver, params: { runId } });
    expect(left.body.awards).toMatchObject([{ paymentId, reason: 'held' }]);
    expect((await hold(false)).body).toEqual({ paymentId, state: 'planned' });
    // The answer to a key stays what it was.
    expect((await hold(true, 'hold-once')).body).toEqual({ paymentId, state: 'held' });
    expect((await ask('payment', { user: reconciler, params: { paymentId } })).body.state).toBe('planned');
  });

  test('is asked after with the bank, and so is one payment', async () => {
    const runId = await sent();
    const { paymentId } = (await ask('payments', { user: approver, params: { runId } })).body.payments[0];
    office.bank.nextEnquiries.push('silence');
    expect(await ask('enquireRun', { user: preparer, params: { runId } })).toMatchObject({
      status: 200,
      body: { runId, status: 'sent', files: [{ file: 1, answer: 'silence', sentAgain: false }] },
    });
    expect(
      (await ask('read', { user: preparer, params: { runId } })).body.files[0].silentSince,
    ).toBeDefined();
    const key = 'ask-once';
    const asked = await ask('enquirePayment', { user: preparer, params: { paymentId }, key });
    expect(asked).toMatchObject({ status: 200, body: { paymentId, state: 'sent', answer: 'has-it' } });
    await told(office.bank.statement(office.bank.debits()));
    expect((await ask('enquirePayment', { user: preparer, params: { paymentId }, key })).body).toEqual(
      asked.body,
    );
    expect(await ask('enquirePayment', { user: preparer, params: { paymentId } })).toMatchObject({
      status: 409,
      body: { code: 'wrong-state' },
    });
    expect(await ask('enquireRun', { user: preparer, params: { runId } })).toMatchObject({ status: 409 });
  });

  test('what is not there is not found, and no other format is pretended', async () => {
    const params = { runId: 'run-x' };
    for (const name of ['read', 'bankFile', 'reconciliation', 'payments', 'compare'] as const) {
      expect((await ask(name, { user: approver, params })).status).toBe(404);
    }
    const other = await ask('bankFile', { user: approver, params, query: { format: 'xls' } });
    expect(other.body.errors).toMatchObject([{ pointer: '/query/format', code: 'not-one-of' }]);
    expect((await ask('payment', { user: approver, params: { paymentId: 'x' } })).status).toBe(404);
    expect((await ask('reissue', { user: preparer, params: { paymentId: 'x' } })).status).toBe(404);
    expect((await ask('list', { user: approver, query: { cursor: 'x' } })).status).toBe(400);
    expect((await ask('entries', { user: approver, query: { account: 'Z9' } })).status).toBe(400);
  });
});

describe('a run’s file', () => {
  const fileOf = (runId: string, query: Record<string, string>) =>
    ask('bankFile', { user: approver, params: { runId }, query });

  test('is released in one format, and says the same in the other', async () => {
    const runId = await sent();
    expect((await fileOf(runId, { format: 'pain.001' })).text).toBe((await fileOf(runId, {})).text);
    const { headers, bytes } = await fileOf(runId, { format: 'csv' });
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringMatching(/^attachment; filename="[0-9A-Z]{26}-1-1\.csv"$/),
    });
    const rows = bytes.toString('utf8').split('\r\n');
    expect(rows.slice(1, 4).map((row) => row.split(',')[5])).toEqual(['300.00', '300.00', '300.00']);
    expect(rows[4]).toMatch(/^合计,.*,3,900\.00$/);
    expect((await fileOf(runId, { format: 'csv', file: '2' })).status).toBe(404);
  });

  test('in its bank’s columns is what is hashed and sent, and can be had as pain.001', async () => {
    const csv = shippedBank('DEMRCNSH');
    Object.assign(office.termsOfPeriod, { files: fileTermsOf(csv) });
    const runId = await sent();
    const { body: run } = await ask('read', { user: approver, params: { runId } });
    const { headers, bytes } = await fileOf(runId, {});
    expect(headers['content-type']).toBe('text/csv; charset=gb18030');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(run.files[0].sha256);
    const { text } = await fileOf(runId, { format: 'pain.001' });
    expect(await schemaErrors('pain.001.001.09', text)).toEqual([]);
    const ids = [...text.matchAll(/<EndToEndId>([^<]+)/g)].map(([, id]) => id);
    const columns = new TextDecoder('gb18030').decode(bytes).trim().split('\r\n').slice(1, -1);
    expect(columns.map((row) => row.split('|').at(-1))).toEqual(ids);
    expect(ids[0]).toMatch(/^[A-Z2-7]{14}00$/);
  });

  test('with a name that columns cannot carry is had as it was released, and not as columns', async () => {
    const account = { holder: '=王', bank: 'DEMOCNSH', number: '62220009' };
    office.awards.add(0, { amountFen: 30_000, account });
    const runId = await sent();
    expect((await fileOf(runId, { format: 'csv' })).body).toMatchObject({ code: 'bank-file-unwritable' });
    expect((await fileOf(runId, {})).text).toContain('<Nm>=王</Nm>');
  });

  test('in columns is never prepared with a payee that they cannot carry', async () => {
    const account = { holder: '=王', bank: 'DEMOCNSH', number: '62220009' };
    office.awards.add(0, { amountFen: 30_000, account });
    Object.assign(office.termsOfPeriod, { files: fileTermsOf(shippedBank('DEMRCNSH')) });
    const runId = await office.prepare();
    expect(await office.build(runId)).toMatchObject({ payments: 2, leftOut: { 'account-unusable': 1 } });
  });
});

describe('a bank’s results in columns', () => {
  const results = async (rows: readonly string[], options: { count?: number; bank?: string } = {}) => {
    const text = ['DF02|M|20080701|' + String(options.count ?? rows.length) + '|', ...rows, 'END|', ''].join(
      '\n',
    );
    return ask('import', {
      user: reconciler,
      csv: encodeGb18030(text),
      query: { bank: options.bank ?? 'DEMRCNSH' },
    });
  };
  const idsOf = () => office.bank.orders().map(({ endToEndId }) => endToEndId);

  test('reject a payment, with the reason in the code set’s words, and hold its amount to the instruction', async () => {
    const runId = await sent();
    const [first = '', second = ''] = idsOf();
    const answer = await results([
      `1|${first}|300.00|1|1002|账户已销户|`,
      `2|${second}|300.01|1|1002||`,
      `3|NOT-OURS|1.00|1|1002||`,
    ]);
    expect(answer).toMatchObject({ status: 202, body: { rejected: 1, exceptions: 2 } });
    const { body } = await ask('reconciliation', { user: reconciler, params: { runId } });
    expect(body.deviations).toMatchObject([{ state: 'rejected', reason: 'AC04' }]);
    const { body: list } = await ask('exceptions', { user: reconciler });
    expect(list.exceptions.map(({ reason }: { reason: string }) => reason).sort()).toEqual([
      'amount-differs',
      'unknown-id',
    ]);
  });

  test('cut off, of another bank, or of one without columns, book nothing', async () => {
    const runId = await sent();
    const [first = ''] = idsOf();
    const row = `1|${first}|300.00|1|1002||`;
    for (const options of [{ count: 2 }, { bank: 'DEMOCNSH' }, { bank: 'NOBODY' }]) {
      expect((await results([row], options)).body).toMatchObject({ code: 'bank-message-unreadable' });
    }
    const { body } = await ask('reconciliation', { user: reconciler, params: { runId } });
    expect(body.statement).toMatchObject({ rejected: { count: 0 }, outstanding: { count: 3 } });
    expect((await results([row])).body).toMatchObject({ rejected: 1 });
  });
});

describe('what the bank says', () => {
  test('a returned payment goes out again, by another id', async () => {
    const runId = await sent();
    const [first, ...rest] = office.bank.debits();
    await told(office.bank.statement([first!, ...rest]));
    await told(
      office.bank.statement([
        { ...first!, direction: 'credit', returned: { reason: { code: 'AC04' } }, bankReference: 'RETURN-1' },
      ]),
    );
    const report = await ask('reconciliation', { user: reconciler, params: { runId } });
    expect(report.body.deviations).toMatchObject([{ state: 'returned', reason: 'AC04' }]);
    const { paymentId } = report.body.deviations[0];
    const reissued = await ask('reissue', { user: preparer, params: { paymentId }, key: 'reissue-1' });
    expect(reissued).toMatchObject({ status: 202, body: { paymentId, reissue: 1 } });
    expect(reissued.body.endToEndId).not.toBe(first?.endToEndId);
    expect((await ask('reissue', { user: preparer, params: { paymentId }, key: 'reissue-1' })).body).toEqual(
      reissued.body,
    );
    const payment = await ask('payment', { user: preparer, params: { paymentId } });
    expect(payment.body).toMatchObject({ paymentId, reissue: 1, endToEndId: reissued.body.endToEndId });
  });

  test('who took part in the run does not import its results', async () => {
    await sent();
    const answer = await told(office.bank.statement(office.bank.debits()), approver);
    expect(answer).toMatchObject({ status: 409, body: { code: 'took-part' } });
  });

  test('the same file again changes nothing', async () => {
    await sent();
    const statement = office.bank.statement(office.bank.debits());
    const first = await told(statement);
    expect((await told(statement)).body).toEqual({ ...first.body, alreadyImported: true });
  });

  test('a break stands open until it is settled by two people, neither of whom imported it', async () => {
    await sent();
    const [first, ...rest] = office.bank.debits();
    await told(
      office.bank.statement([
        { ...first!, amountFen: office.bank.orders()[0]!.amountFen, endToEndId: 'NOT-OURS' },
        ...rest,
      ]),
    );
    const open = await ask('exceptions', { user: preparer });
    expect(open.body.exceptions).toMatchObject([{ reason: 'unknown-id', status: 'open' }]);
    const id = open.body.exceptions[0].exceptionId as string;
    const handle = async (user: string, body: object) => ask('resolve', { user, params: { id }, body });
    expect((await handle(preparer, { event: 'take' })).body.status).toBe('investigating');
    expect((await handle(preparer, { event: 'propose' })).body.errors).toMatchObject([
      { pointer: '/resolution', code: 'missing' },
      { pointer: '/settlement', code: 'missing' },
    ]);
    const proposal = { resolution: '银行无法追回', settlement: { kind: 'loss' } };
    expect(await handle(reconciler, { event: 'propose', ...proposal })).toMatchObject({
      status: 409,
      body: { code: 'same-person' },
    });
    expect((await handle(preparer, { event: 'propose', ...proposal })).body).toMatchObject(proposal);
    for (const user of [preparer, reconciler]) {
      expect(await handle(user, { event: 'approve' })).toMatchObject({
        status: 409,
        body: { code: 'same-person' },
      });
    }
    expect((await handle(approver, { event: 'approve' })).body.status).toBe('resolved');
    expect((await ask('exceptions', { user: preparer })).body.exceptions).toEqual([]);
    const resolved = await ask('exceptions', { user: preparer, query: { status: 'resolved' } });
    expect(resolved.body.exceptions).toHaveLength(1);
  });

  test('XML of an older version is read; what is no message is refused with its place', async () => {
    const old = await ask('import', { user: reconciler, xml: goldenBankFile('camt.053.001.02-old.xml') });
    expect(old.status).toBe(202);
    expect(old.body.exceptions).toBeGreaterThan(0);
    const whole = goldenBankFile('camt.053.001.02-old.xml');
    for (const xml of ['<html/>', 'no XML', whole.slice(0, whole.length / 2)]) {
      const answer = await ask('import', { user: reconciler, xml });
      expect(answer).toMatchObject({ status: 400, body: { code: 'bank-message-unreadable' } });
      expect(answer.body.detail).toMatch(/第 \d+ 行第 \d+ 列/);
    }
    const cut = office.bank.statement([]).slice(0, -1);
    expect(await told(cut)).toMatchObject({ status: 400, body: { code: 'bank-message-incomplete' } });
    expect((await ask('import', { user: reconciler, body: {} })).status).toBe(415);
  });
});

describe('an account’s statement', () => {
  test('is taken away as a sheet of all its entries, each with its voucher', async () => {
    await sent();
    const query = { account: 'L2' };
    const { body } = await ask('entries', { user: preparer, query });
    const sheet = await ask('entries', {
      user: preparer,
      query,
      headers: { accept: 'text/csv', 'accept-language': 'en' },
    });
    expect(sheet.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8' });
    const [heading, ...rows] = sheet.text.trimEnd().split('\r\n');
    expect(heading).toBe(
      '\ufeffdate,voucher,event,programme,year,share,against,debit (yuan),credit (yuan),balance (yuan)',
    );
    expect(rows).toEqual(
      body.entries.map(({ date, voucher, share, balanceFen }: Record<string, unknown>) =>
        [
          date,
          voucher,
          'Sent to the bank',
          'rural-reward',
          2008,
          share,
          'L1',
          '',
          '450.00',
          Number(balanceFen) / 100,
        ]
          .map((cell) => (typeof cell === 'number' && cell !== 2008 ? cell.toFixed(2) : String(cell)))
          .join(','),
      ),
    );
    expect(rows).toHaveLength(2);
  });
});
