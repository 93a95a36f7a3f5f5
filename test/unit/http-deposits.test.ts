import { beforeEach, describe, expect, test } from '@jest/globals';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { createBudgetReport } from '../../functions/app/ledger/budget-report.ts';
import { closeThroughActions, closeYearActions } from '../../functions/app/ledger/closed-books.ts';
import { balancePk, postingActions } from '../../functions/app/ledger/posting-actions.ts';
import { createTrialBalance } from '../../functions/app/ledger/trial-balance.ts';
import type { Action, Table } from '../../functions/app/store/ports.ts';
import type { LedgerEvent } from '../../functions/domain/ledger/postings.ts';
import { transfersOf } from '../../functions/domain/ledger/transfer.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { createDecideDepositHandler } from '../../functions/handlers/http/budget/decide-deposit/handler.ts';
import { createListDepositsHandler } from '../../functions/handlers/http/budget/list-deposits/handler.ts';
import { createProposeDepositHandler } from '../../functions/handlers/http/budget/propose-deposit/handler.ts';
import { demoPayer } from '../../local/home/demo-payer.ts';
import { type Asked, askRoute } from '../builders/ask-route.ts';
import { shippedPolicies } from '../builders/shipped-policies.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';
import { MovableClock } from '../fakes/movable-clock.ts';

const policies = await shippedPolicies();
const [preparer, approver] = ['finance.preparer', 'finance.approver'] as const;
const province = 'rural-reward:2008:province';
const { account: bankAccount } = demoPayer.debtor;
const deposit = { amountFen: 500, receivedOn: '2008-06-18', document: '苏财社拨〔2008〕3号' };

let table: Table;
let stored: Table;
let beforeTransaction: () => Promise<void>;
let ask: (name: 'propose' | 'decide' | 'list', asked: Asked) => ReturnType<typeof askRoute>;

beforeEach(() => {
  const sqlite = createSqliteTable(SqliteDatabase.open(':memory:'));
  stored = sqlite;
  beforeTransaction = () => Promise.resolve();
  table = {
    get: (key) => sqlite.get(key),
    getMany: (keys) => sqlite.getMany(keys),
    query: (input) => sqlite.query(input),
    queryIndex: (index, input) => sqlite.queryIndex(index, input),
    transact: async (actions: readonly Action[]) => {
      await beforeTransaction();
      return sqlite.transact(actions);
    },
  };
  const edge = edgeDeps({ [preparer]: [preparer], [approver]: [approver], both: [preparer, approver] });
  let ids = 0;
  const deps = {
    ...edge,
    table,
    clock: new MovableClock(),
    policies,
    payer: demoPayer,
    ids: { newId: (prefix: string) => `${prefix}-${String((ids += 1))}`, newReference: () => '' },
  };
  const routes = {
    propose: createProposeDepositHandler(deps),
    decide: createDecideDepositHandler(deps),
    list: createListDepositsHandler(deps),
  };
  ask = (name, asked) => askRoute(routes[name], edge.lines, asked);
});

async function proposed(changes: object = {}, user: string = preparer): Promise<string> {
  const answer = await ask('propose', { user, params: { id: province }, body: { ...deposit, ...changes } });
  expect(answer).toMatchObject({ status: 202, body: { status: 'proposed' } });
  return answer.body.depositId as string;
}

const decide = (id: string, event = 'approve', user: string = approver) =>
  ask('decide', { user, params: { id }, body: { event } });

async function fundOf(share = 'province') {
  const { lines } = await createBudgetReport({ table: stored })({ year: 2008, programme: 'rural-reward' });
  const { cashFen, fundBalanceFen } = lines.find((line) => line.share === share) ?? {};
  return { cashFen, fundBalanceFen };
}

/** What happens to the province's money, in the financial books alone. */
async function move(event: LedgerEvent, amountFen: number, cause: string = event): Promise<void> {
  const transfers = transfersOf({
    cause,
    event,
    programme: 'rural-reward',
    year: 2008,
    parts: [{ share: 'province', amountFen: fen(amountFen) }],
    date: calendarDate('2008-06-20'),
    at: '2008-06-20T01:00:00.000Z',
  }).filter(({ book }) => book === 'financial');
  expect(await stored.transact(postingActions(transfers))).toEqual({ ok: true });
}

/** A roll, that is due from then on. */
const owe = (amountFen: number, cause: string) => move('roll-prepared', amountFen, cause);

describe('money that comes to a fund', () => {
  test('is in its books when another person approves it, on the account that pays the programme', async () => {
    const id = await proposed();
    expect(await fundOf()).toEqual({});
    expect(await decide(id)).toMatchObject({ status: 200, body: { depositId: id, status: 'approved' } });
    expect(await fundOf()).toEqual({ cashFen: 500, fundBalanceFen: 500 });
    expect(await createTrialBalance({ table: stored })({ recompute: true })).toMatchObject({
      balanced: true,
    });
    expect(await stored.get({ pk: `CASH-DAYS#${bankAccount}`, sk: '2008-06-18' })).toMatchObject({
      receiptsFen: 500,
    });
    const { body } = await ask('list', { user: approver });
    expect(body.deposits).toMatchObject([
      {
        depositId: id,
        fundId: province,
        share: 'province',
        bankAccount,
        status: 'approved',
        decidedBy: approver,
      },
    ]);
  });

  test('is not approved by who recorded it, nor booked by a refusal, nor twice', async () => {
    const own = await proposed({}, 'both');
    expect(await decide(own, 'approve', 'both')).toMatchObject({
      status: 409,
      body: { code: 'same-person' },
    });
    expect((await decide(own, 'approve', preparer)).status).toBe(403);
    expect((await decide(own, 'refuse')).status).toBe(200);
    expect(await fundOf()).toEqual({});
    const [first, second] = [await proposed(), await proposed({ amountFen: 501 })];
    expect((await decide(first)).status).toBe(200);
    expect(await decide(second)).toMatchObject({ status: 409, body: { code: 'document-used' } });
    expect(await decide(first)).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
    expect(await fundOf()).toMatchObject({ cashFen: 500 });
  });

  test('came in a closed period: it is posted today, and the bank’s day is kept', async () => {
    await stored.transact(closeThroughActions(calendarDate('2008-05-31')));
    await decide(await proposed({ receivedOn: '2008-05-30' }));
    const { items } = await stored.query({ pk: balancePk, sk: { beginsWith: '2008#rural-reward#R1' } });
    expect(items).toMatchObject([{ 'credit 2008-06': 500 }]);
    expect(await stored.get({ pk: `CASH-DAYS#${bankAccount}`, sk: '2008-05-30' })).toMatchObject({
      receiptsFen: 500,
    });
  });

  test('goes to a day that is open, should its period be closed while it is approved', async () => {
    const id = await proposed({ receivedOn: '2008-05-30' });
    beforeTransaction = async () => {
      beforeTransaction = () => Promise.resolve();
      await stored.transact(closeThroughActions(calendarDate('2008-05-31')));
    };
    expect((await decide(id)).status).toBe(200);
    const { items } = await stored.query({ pk: balancePk, sk: { beginsWith: '2008#rural-reward#R1' } });
    expect(items).toMatchObject([{ 'credit 2008-06': 500 }]);
  });

  test('is taken for funds and days that there are, in a year that is open', async () => {
    const status = async (id: string, body: object) =>
      (await ask('propose', { user: preparer, params: { id }, body })).status;
    expect(await status('rural-reward:2008:moon', deposit)).toBe(404);
    expect(await status('moon:2008:province', deposit)).toBe(404);
    expect(await status('rural-reward', deposit)).toBe(404);
    expect(await status(province, { ...deposit, amountFen: 0 })).toBe(400);
    const { body } = await ask('propose', {
      user: preparer,
      params: { id: province },
      body: { ...deposit, receivedOn: '2008-06-21' },
    });
    expect(body.errors).toMatchObject([{ pointer: '/receivedOn', code: 'in-the-future' }]);
    const id = await proposed();
    await stored.transact(closeYearActions(2008));
    expect(await decide(id)).toMatchObject({ status: 409, body: { code: 'year-closed' } });
  });
});

describe('money that goes back from a fund', () => {
  const reversal = { change: 'reversal', document: '苏财社收〔2008〕1号' };

  test('is no more than it has beyond what is due and on its way', async () => {
    await decide(await proposed());
    await owe(200, 'roll');
    const tooMuch = await proposed({ ...reversal, amountFen: 301 });
    expect(await decide(tooMuch)).toMatchObject({ status: 409, body: { code: 'fund-short' } });
    expect(await fundOf()).toEqual({ cashFen: 500, fundBalanceFen: 300 });
    expect((await decide(await proposed({ ...reversal, amountFen: 300 }))).status).toBe(200);
    expect(await fundOf()).toEqual({ cashFen: 200, fundBalanceFen: 0 });
  });

  test('is nothing that was sent back and is still owed, nor what is the treasury’s', async () => {
    await decide(await proposed());
    await owe(400, 'roll');
    await move('sent', 400);
    await move('rejected', 400);
    const tooMuch = await proposed({ ...reversal, amountFen: 101 });
    expect(await decide(tooMuch)).toMatchObject({ status: 409, body: { code: 'fund-short' } });
    await move('returned-cancelled-earlier-year', 400);
    const stillTooMuch = await proposed({ ...reversal, amountFen: 101 });
    expect(await decide(stillTooMuch)).toMatchObject({ status: 409, body: { code: 'fund-short' } });
    expect((await decide(await proposed({ ...reversal, amountFen: 100 }))).status).toBe(200);
  });

  test.each([0, 100])(
    'is looked at again when something falls due meanwhile, after %i before',
    async (owed) => {
      await decide(await proposed());
      if (owed > 0) await owe(owed, 'before');
      const id = await proposed({ ...reversal, amountFen: 400 });
      beforeTransaction = async () => {
        beforeTransaction = () => Promise.resolve();
        await owe(101, 'meanwhile');
      };
      expect(await decide(id)).toMatchObject({ status: 409, body: { code: 'fund-short' } });
      expect(await fundOf()).toMatchObject({ cashFen: 500 });
    },
  );

  test('and another reversal at the same time do not overdraw it together', async () => {
    await decide(await proposed());
    const id = await proposed({ ...reversal, amountFen: 300 });
    const other = await proposed({ ...reversal, amountFen: 300, document: '苏财社收〔2008〕2号' });
    const answers = await Promise.all([decide(id), decide(other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await fundOf()).toMatchObject({ cashFen: 200 });
  });
});
