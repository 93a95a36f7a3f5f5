import { beforeEach, describe, expect, test } from '@jest/globals';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable, type SqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { closeYearActions } from '../../functions/app/ledger/closed-books.ts';
import { commitAwardActions } from '../../functions/app/ledger/commit-award.ts';
import { createTrialBalance } from '../../functions/app/ledger/trial-balance.ts';
import { readChain } from '../../functions/app/subjects/read-chain.ts';
import { subjectPk } from '../../functions/app/subjects/change.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { createDecideAppropriationHandler } from '../../functions/handlers/http/budget/decide-appropriation/handler.ts';
import { createListAppropriationsHandler } from '../../functions/handlers/http/budget/list-appropriations/handler.ts';
import { createProposeAppropriationHandler } from '../../functions/handlers/http/budget/propose-appropriation/handler.ts';
import { createReadBudgetReportHandler } from '../../functions/handlers/http/budget/read-budget-report/handler.ts';
import { type Asked, askRoute } from '../builders/ask-route.ts';
import { halves } from '../builders/finance-office.ts';
import { shippedPolicies } from '../builders/shipped-policies.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';
import { MovableClock } from '../fakes/movable-clock.ts';

const [preparer, approver, both] = ['finance.preparer', 'finance.approver', 'both'];
const policies = await shippedPolicies();

const addition = {
  programme: 'rural-reward',
  year: 2008,
  parts: [
    { share: 'province', amountFen: 60_000 },
    { share: 'district', amountFen: 50_000 },
  ],
  document: '财社〔2008〕17号',
};
const reduction = (share: string, amountFen: number) => ({
  ...addition,
  change: 'reduction',
  parts: [{ share, amountFen }],
  document: '财社〔2008〕30号',
});

let table: SqliteTable;
let clock: MovableClock;
let ask: (name: keyof ReturnType<typeof routesOf>, asked: Asked) => ReturnType<typeof askRoute>;

function routesOf(deps: Parameters<typeof createProposeAppropriationHandler>[0]) {
  return {
    propose: createProposeAppropriationHandler(deps),
    decide: createDecideAppropriationHandler(deps),
    list: createListAppropriationsHandler(deps),
    report: createReadBudgetReportHandler(deps),
  };
}

beforeEach(() => {
  table = createSqliteTable(SqliteDatabase.open(':memory:'));
  clock = new MovableClock();
  const edge = edgeDeps({
    [preparer]: [preparer],
    [approver]: [approver],
    [both]: [preparer, approver],
    auditor: ['auditor'],
  });
  let ids = 0;
  const routes = routesOf({
    ...edge,
    table,
    clock,
    policies,
    ids: { newId: (prefix) => `${prefix}-${String((ids += 1))}`, newReference: () => 'HM0000000000' },
  });
  ask = (name, asked) => askRoute(routes[name], edge.lines, asked);
});

async function proposed(body: object = addition, user = preparer): Promise<string> {
  const answer = await ask('propose', { user: user, body });
  expect(answer).toMatchObject({ status: 202, body: { status: 'proposed' } });
  return answer.body.appropriationId as string;
}

const decide = (id: string, body: object = { event: 'approve' }, user = approver) =>
  ask('decide', { user: user, params: { id }, body });

async function appropriated(body: object = addition): Promise<string> {
  const id = await proposed(body);
  expect(await decide(id)).toMatchObject({ status: 200, body: { appropriationId: id, status: 'approved' } });
  return id;
}

async function figures(): Promise<Record<string, object>> {
  const { body } = await ask('report', { user: 'auditor', query: { year: '2008' } });
  return Object.fromEntries((body.lines as { share: string }[]).map((line) => [line.share, line]));
}

const commit = (amount: number, cause: string) =>
  table.transact(
    commitAwardActions({
      programme: 'rural-reward',
      year: 2008,
      payables: [fen(amount)],
      shares: halves,
      cause,
      date: clock.today(),
      at: clock.now(),
    }),
  );

async function outbox(): Promise<object[]> {
  const pages = await Promise.all(
    Array.from({ length: 16 }, (_, shard) => table.query({ pk: `OUTBOX#${String(shard).padStart(2, '0')}` })),
  );
  return pages.flatMap(({ items }) => items.map(({ message }) => JSON.parse(message as string) as object));
}

describe('an appropriation', () => {
  test('is proposed by one, approved by another, and only then there', async () => {
    const id = await proposed();
    expect(await figures()).toEqual({});
    expect((await ask('list', { user: approver, query: { status: 'proposed' } })).body).toMatchObject({
      appropriations: [{ appropriationId: id, ...addition, change: 'addition', proposedBy: preparer }],
    });
    expect((await decide(id)).status).toBe(200);
    expect(await figures()).toMatchObject({
      province: { appropriatedFen: 60_000, availableFen: 60_000, committedFen: 0, cashFen: 0 },
      district: { appropriatedFen: 50_000, availableFen: 50_000 },
    });
    expect(await outbox()).toEqual([{ type: 'allocate', appropriationId: 'rural-reward:2008' }]);
    expect(
      (await ask('list', { user: approver, query: { status: 'proposed' } })).body.appropriations,
    ).toEqual([]);
    const chain = await Array.fromAsync(readChain(table, subjectPk('appropriation', id)));
    expect(chain.map(({ event, actor, to }) => [event, actor.id, to])).toEqual([
      ['propose', preparer, 'proposed'],
      ['approve', approver, 'approved'],
    ]);
    expect(chain[0]?.detail).toMatchObject(addition);
  });

  test('is not approved by who proposed it, whatever roles they have', async () => {
    const id = await proposed(addition, both);
    for (const event of ['approve', 'refuse']) {
      expect(await decide(id, { event }, both)).toMatchObject({ status: 409, body: { code: 'same-person' } });
    }
    expect(await decide(id, { event: 'approve' }, preparer)).toMatchObject({ status: 403 });
    expect(await ask('propose', { user: approver, body: addition })).toMatchObject({ status: 403 });
    expect((await decide(id)).status).toBe(200);
  });

  test('is decided once', async () => {
    const id = await appropriated();
    for (const event of ['approve', 'refuse']) {
      expect(await decide(id, { event })).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
    }
    const refused = await proposed();
    const reason = '与预算通知不符';
    expect(await decide(refused, { event: 'refuse', reason })).toMatchObject({ body: { status: 'refused' } });
    expect(await decide(refused)).toMatchObject({ status: 409 });
    const { body } = await ask('list', { user: 'auditor', query: { status: 'refused' } });
    expect(body.appropriations).toMatchObject([{ reason, decidedBy: approver }]);
    expect((await figures()).province).toMatchObject({ appropriatedFen: 60_000 });
    expect(await decide('appropriation-none')).toMatchObject({ status: 404 });
  });

  test('approved a hundred times at once is booked once, and each gets the answer', async () => {
    const id = await proposed();
    const answers = await Promise.all(
      Array.from({ length: 100 }, () =>
        ask('decide', { user: approver, params: { id }, body: { event: 'approve' }, key: 'approve-once' }),
      ),
    );
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 200 });
    expect((await figures()).province).toMatchObject({ appropriatedFen: 60_000 });
  });

  test('proposed again under the same key is the same, with another body none', async () => {
    const key = 'propose-once';
    const first = await ask('propose', { user: preparer, body: addition, key });
    expect((await ask('propose', { user: preparer, body: addition, key })).body).toEqual(first.body);
    const other = await ask('propose', { user: preparer, body: { ...addition, document: 'x' }, key });
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
    expect((await ask('list', { user: approver })).body.appropriations).toHaveLength(1);
  });

  test('is of a programme’s own shares, each once', async () => {
    const refused = async (changes: object) =>
      (await ask('propose', { user: preparer, body: { ...addition, ...changes } })).body.errors;
    const part = { share: 'province', amountFen: 1 };
    expect(await refused({ programme: 'moon' })).toMatchObject([
      { pointer: '/programme', code: 'unknown-programme' },
    ]);
    expect(await refused({ parts: [{ ...part, share: 'moon' }] })).toMatchObject([
      { pointer: '/parts/0/share', code: 'not-one-of' },
    ]);
    expect(await refused({ parts: [part, part] })).toMatchObject([
      { pointer: '/parts/1/share', code: 'duplicate-member' },
    ]);
    for (const amountFen of [0, -1, 1.5, '1']) {
      expect(await refused({ parts: [{ ...part, amountFen }] })).toMatchObject([
        { pointer: '/parts/0/amountFen' },
      ]);
    }
    expect(await refused({ parts: [] })).toMatchObject([{ pointer: '/parts', code: 'too-few' }]);
    expect(await refused({ year: 1800 })).toMatchObject([{ pointer: '/year', code: 'too-small' }]);
  });
});

describe('a supplement and a reduction', () => {
  test('add to what there is, and take from it', async () => {
    await appropriated();
    await appropriated({ ...addition, parts: [{ share: 'province', amountFen: 5_000 }], document: '追加' });
    await appropriated(reduction('district', 20_000));
    expect(await figures()).toMatchObject({
      province: { appropriatedFen: 65_000, availableFen: 65_000 },
      district: { appropriatedFen: 30_000, availableFen: 30_000 },
    });
    expect((await createTrialBalance({ table })({ recompute: true })).balanced).toBe(true);
  });

  test('nothing is taken that is committed', async () => {
    await appropriated();
    await commit(60_000, 'batch-1');
    const id = await proposed(reduction('district', 20_001));
    const refused = await decide(id);
    expect(refused).toMatchObject({ status: 409, body: { code: 'budget-short' } });
    expect(refused.body.detail).toContain('district');
    // It stands, and can be approved once there is enough.
    await appropriated({ ...addition, parts: [{ share: 'district', amountFen: 1 }] });
    expect((await decide(id)).status).toBe(200);
    expect((await figures()).district).toMatchObject({
      appropriatedFen: 30_000,
      availableFen: 0,
      committedFen: 30_000,
    });
  });

  test('a closed year takes no more', async () => {
    const id = await proposed();
    await table.transact(closeYearActions(2008));
    expect(await decide(id)).toMatchObject({ status: 409, body: { code: 'year-closed' } });
    expect((await decide(await proposed({ ...addition, year: 2009 }))).status).toBe(200);
  });
});

describe('the budget’s execution', () => {
  test('is read as JSON, or as a sheet in either language', async () => {
    await appropriated();
    await commit(60_000, 'batch-1');
    const { body } = await ask('report', { user: 'auditor' });
    expect(body.lines).toHaveLength(2);
    expect(body.totals).toMatchObject({
      appropriatedFen: 110_000,
      committedFen: 60_000,
      availableFen: 50_000,
    });
    const sheet = await ask('report', { user: 'auditor', headers: { accept: 'text/csv' } });
    expect(sheet.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', vary: 'accept' });
    expect(sheet.text.split('\r\n')).toEqual([
      '\ufeff年度,项目,资金来源,预算安排（元）,已审批（元）,待支付（元）,已支付（元）,可用（元）,账户资金（元）,应付（元）,在途（元）,退回（元）,资金结余（元）',
      '2008,rural-reward,district,500.00,300.00,0.00,0.00,200.00,0.00,0.00,0.00,0.00,0.00',
      '2008,rural-reward,province,600.00,300.00,0.00,0.00,300.00,0.00,0.00,0.00,0.00,0.00',
      '合计,,,1100.00,600.00,0.00,0.00,500.00,0.00,0.00,0.00,0.00,0.00',
      '',
    ]);
    const english = await ask('report', {
      user: 'auditor',
      headers: { accept: 'text/csv', 'accept-language': 'en' },
    });
    expect(english.text).toContain('year,programme,share,appropriated (yuan)');
    const narrowed = await ask('report', { user: 'auditor', query: { programme: 'special-hardship' } });
    expect(narrowed.body).toMatchObject({ lines: [], totals: { appropriatedFen: 0 } });
  });
});
