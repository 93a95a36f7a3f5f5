import { beforeEach, describe, expect, test } from '@jest/globals';
import { fen } from '../../functions/domain/money/fen.ts';
import { paymentIdOf } from '../../functions/domain/payments/payment-id.ts';
import { createAssessOverpaymentHandler } from '../../functions/handlers/http/receivables/assess-overpayment/handler.ts';
import { createDecideRecoveryAppealHandler } from '../../functions/handlers/http/receivables/decide-recovery-appeal/handler.ts';
import { createHandleReceivableHandler } from '../../functions/handlers/http/receivables/handle-receivable/handler.ts';
import { createListReceivablesHandler } from '../../functions/handlers/http/receivables/list-receivables/handler.ts';
import { createReadReceivableHandler } from '../../functions/handlers/http/receivables/read-receivable/handler.ts';
import { createRecordRepaymentHandler } from '../../functions/handlers/http/receivables/record-repayment/handler.ts';
import { createListExceptionsHandler } from '../../functions/handlers/http/reconciliation/list-exceptions/handler.ts';
import { createResolveExceptionHandler } from '../../functions/handlers/http/reconciliation/resolve-exception/handler.ts';
import { type Asked, askRoute } from '../builders/ask-route.ts';
import { awardOfFamily } from '../builders/award-of-family.ts';
import { type FinanceOffice, financeOffice, netOf } from '../builders/finance-office.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';

const preparer = 'finance.preparer';
const approver = 'finance.approver';
const reconciler = 'finance.reconciler';
const second = 'second.reconciler';
const officer = 'appeals.officer';
const roles = {
  [preparer]: [preparer],
  [approver]: [approver],
  [reconciler]: [reconciler],
  [second]: [reconciler],
  [officer]: [officer],
} as const;

const paymentId = paymentIdOf({
  programme: 'rural-reward',
  period: '2008-H1',
  personIndex: 'person-0',
  component: 'base',
});
const tooMuch = { paymentId, amount: { fen: 1_001, currency: 'CNY' }, reason: '重复计算' };

let office: FinanceOffice;
let lines: readonly object[];
let routes: ReturnType<typeof routesOf>;

function routesOf(given: FinanceOffice, edge: ReturnType<typeof edgeDeps>) {
  const deps = { ...given, ...edge };
  return {
    assess: createAssessOverpaymentHandler(deps),
    list: createListReceivablesHandler(deps),
    read: createReadReceivableHandler(deps),
    handle: createHandleReceivableHandler(deps),
    decideAppeal: createDecideRecoveryAppealHandler(deps),
    pay: createRecordRepaymentHandler(deps),
    exceptions: createListExceptionsHandler(deps),
    resolve: createResolveExceptionHandler(deps),
  };
}

const ask = (name: keyof typeof routes, asked: Asked) => askRoute(routes[name], lines, asked);

beforeEach(async () => {
  office = financeOffice();
  const edge = edgeDeps(roles);
  lines = edge.lines;
  routes = routesOf(office, edge);
  for (let n = 0; n < 2; n += 1) office.awards.add(n, { amountFen: 30_001 });
  await office.fund();
  await office.sentRun();
});

describe('a receivable', () => {
  beforeEach(async () => {
    await office.importing(office.bank.statement(office.bank.debits()), {
      kind: 'system',
      id: 'bank-channel',
    });
  });

  test('from its finding to the last instalment', async () => {
    const key = 'overpaid-once';
    const found = await ask('assess', { user: preparer, body: tooMuch, key });
    expect(found).toMatchObject({
      status: 201,
      body: { status: 'assessed', owedFen: 1_001, acts: ['notify', 'waive'] },
    });
    expect((await ask('assess', { user: preparer, body: tooMuch, key })).body).toEqual(found.body);
    const params = { id: found.body.receivableId as string };
    const act = async (user: string, body: object) => ask('handle', { user, params, body });
    expect(await act(preparer, { act: 'notify' })).toMatchObject({
      status: 409,
      body: { code: 'same-person' },
    });
    expect((await act(approver, { act: 'notify' })).body).toMatchObject({ status: 'notified' });
    expect((await act(reconciler, { act: 'appeal' })).body.errors).toMatchObject([
      { pointer: '/reason', code: 'missing' },
    ]);
    expect((await act(reconciler, { act: 'appeal', reason: '本人不服' })).body.status).toBe('stayed');
    const dismissed = await ask('decideAppeal', {
      user: officer,
      params,
      body: { outcome: 'dismiss', reason: '理由不成立' },
    });
    expect(dismissed.body).toMatchObject({ status: 'recovering', acts: ['hardship', 'write-off'] });

    const pay = async (amount: number, receipt: string) =>
      ask('pay', { user: reconciler, params, body: { amount: { fen: amount, currency: 'CNY' }, receipt } });
    expect((await pay(400, 'SJ-1')).body).toMatchObject({ owedFen: 601, status: 'recovering' });
    const most = await pay(602, 'SJ-2');
    expect(most).toMatchObject({ status: 409, body: { code: 'more-than-owed' } });
    expect(most.body.detail).toContain('6.01 元');
    expect((await pay(0, 'SJ-2')).status).toBe(400);
    expect((await pay(601, 'SJ-2')).body).toMatchObject({ owedFen: 0, status: 'recovered', acts: [] });
    const listed = await ask('list', { user: approver, query: { status: 'recovered' } });
    expect(listed.body.receivables).toMatchObject([{ receivableId: params.id, ageDays: 0 }]);
    const read = await ask('read', { user: officer, params });
    expect(read.body).toMatchObject({
      owedFen: 0,
      history: [
        { seq: 1, event: 'assess', amountFen: 1_001, actor: { kind: 'staff', id: preparer } },
        { event: 'notify', actor: { id: approver } },
        { event: 'appeal', reason: '本人不服' },
        { event: 'dismiss', reason: '理由不成立', actor: { id: officer } },
        { event: 'instalment', via: 'cash', amountFen: 400, receipt: 'SJ-1' },
        { seq: 6, event: 'paid', via: 'cash', amountFen: 601, receipt: 'SJ-2' },
      ],
    });
    const ofPayment = async (query: Record<string, string>) =>
      (await ask('list', { user: officer, query })).body.receivables;
    expect(await ofPayment({ paymentId })).toMatchObject([{ receivableId: params.id, status: 'recovered' }]);
    expect(await ofPayment({ paymentId: 'another' })).toEqual([]);
    expect((await ask('read', { user: approver, params: { id: 'rcv-x' } })).status).toBe(404);
  });

  test('is dropped by one while nobody was notified, and nothing is owed then', async () => {
    const { body } = await ask('assess', { user: preparer, body: tooMuch });
    const params = { id: body.receivableId as string };
    const dropped = await ask('handle', { user: preparer, params, body: { act: 'waive', reason: '算错' } });
    expect(dropped.body).toMatchObject({ status: 'cancelled', amountFen: 1_001, owedFen: 0, acts: [] });
    expect(await netOf(office, 'A2')).toBe(0);
  });

  test('is written off by two, and says what was proposed', async () => {
    const { body } = await ask('assess', { user: preparer, body: tooMuch });
    const params = { id: body.receivableId as string };
    const act = async (user: string, asked: object) => ask('handle', { user, params, body: asked });
    await act(approver, { act: 'notify' });
    await act(approver, { act: 'agree' });
    const proposed = await act(reconciler, { act: 'write-off', reason: '本人失联' });
    expect(proposed.body).toMatchObject({
      proposal: { event: 'write-off', by: expect.any(String), reason: '本人失联' },
      acts: ['hardship', 'write-off', 'approve', 'refuse'],
    });
    expect((await act(reconciler, { act: 'approve' })).body.code).toBe('same-person');
    expect((await act(approver, { act: 'approve' })).body).toMatchObject({
      status: 'written-off',
      owedFen: 0,
    });
    expect(await netOf(office, 'E2')).toBe(1_001);
  });

  test('is nothing that the family of who owes it decides, or says was paid', async () => {
    const { body } = await ask('assess', { user: preparer, body: tooMuch });
    const params = { id: body.receivableId as string };
    const act = async (user: string, asked: object) => ask('handle', { user, params, body: asked });
    await act(approver, { act: 'notify' });
    await act(approver, { act: 'agree' });
    await act(approver, { act: 'write-off', reason: '本人失联' });
    await awardOfFamily(office, reconciler);
    const paid = { amount: { fen: 400, currency: 'CNY' }, receipt: 'SJ-1' };
    for (const answer of [
      await act(reconciler, { act: 'approve' }),
      await ask('pay', { user: reconciler, params, body: paid }),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'own-family' } });
    }
    expect((await ask('pay', { user: second, params, body: paid })).body).toMatchObject({ owedFen: 601 });
  });

  test('is more than no payment, and none of nobody’s', async () => {
    const assess = async (changes: object) =>
      ask('assess', { user: preparer, body: { ...tooMuch, ...changes } });
    expect((await assess({ amount: { fen: 30_002, currency: 'CNY' } })).body).toMatchObject({
      code: 'more-than-paid',
      detail: '最多 300.01 元。',
    });
    expect((await assess({ paymentId: 'nobody' })).status).toBe(404);
    expect((await assess({ amount: { fen: -1, currency: 'CNY' } })).status).toBe(400);
  });
});

describe('the worklist of breaks', () => {
  test('says in words what each is, how old, and what to do next, in the language asked for', async () => {
    const [first, ...rest] = office.bank.debits();
    const importer = { kind: 'system', id: 'bank-channel' } as const;
    await office.importing(office.bank.statement([first!, ...rest]), importer);
    await office.importing(
      office.bank.statement([
        {
          ...first!,
          direction: 'credit',
          amountFen: fen(1),
          bankReference: 'BACK',
          returned: { reason: { code: 'MD07' } },
        },
      ]),
      importer,
    );
    office.clock.move('2008-06-27');
    const { body } = await ask('exceptions', { user: reconciler });
    expect(body.exceptions).toMatchObject([
      {
        reason: 'return-amount-differs',
        kind: 'amount-differs',
        ageDays: 7,
        text: '退回金额与付款金额不符',
        code: 'MD07',
        codeText: '领取人已去世',
        codeAction: 'suspend-award',
        codeNextStep: expect.stringContaining('公安人口登记'),
        events: ['take'],
        settlements: expect.arrayContaining(['return', 'treasury']),
      },
    ]);
    const filtered = await ask('exceptions', { user: reconciler, query: { kind: 'ours-only' } });
    expect(filtered.body.exceptions).toEqual([]);

    const id = body.exceptions[0].exceptionId as string;
    const handle = async (user: string, asked: object) =>
      ask('resolve', { user, params: { id }, body: asked, key: `${user}-${JSON.stringify(asked).length}` });
    await handle(reconciler, { event: 'take' });
    const settlement = { kind: 'return', paymentId };
    const proposed = await handle(reconciler, { event: 'propose', resolution: '银行扣了手续费', settlement });
    expect(proposed.body).toMatchObject({ settlement, events: ['approve', 'refuse'] });
    const treasury = { event: 'propose', resolution: '上缴', settlement: { kind: 'fee' } };
    expect((await handle(second, treasury)).status).toBe(400);
    const approved = await handle(second, { event: 'approve' });
    expect(approved.body).toMatchObject({ status: 'resolved', events: [] });
    expect((await handle(second, { event: 'approve' })).body).toEqual(approved.body);
  });
});
