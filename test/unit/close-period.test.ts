import { beforeEach, describe, expect, test } from '@jest/globals';
import { closedBooks } from '../../functions/app/ledger/closed-books.ts';
import { commitAwardActions } from '../../functions/app/ledger/commit-award.ts';
import { postingActions } from '../../functions/app/ledger/posting-actions.ts';
import { createPreviewRun } from '../../functions/app/payments/preview-run.ts';
import { createReissuePayment } from '../../functions/app/payments/reissue-payment.ts';
import { createClosePeriod } from '../../functions/app/periods/close-period.ts';
import { createListPeriods, createReadPeriod } from '../../functions/app/periods/list-periods.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import { readChain } from '../../functions/app/subjects/read-chain.ts';
import { subjectPk } from '../../functions/app/subjects/change.ts';
import type { Actor } from '../../functions/domain/audit/actor.ts';
import type { CloseEvent } from '../../functions/domain/ledger/period-lifecycle.ts';
import { transfersOf } from '../../functions/domain/ledger/transfer.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { paymentIdOf } from '../../functions/domain/payments/payment-id.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import {
  approver,
  financeOffice,
  type FinanceOffice,
  halves,
  netOf,
  preparer,
  reconciler,
} from '../builders/finance-office.ts';
import { Crash, CrashingTable } from '../fakes/crashing-table.ts';

const policies = { programmes: ['rural-reward'] };
const amountFen = 30_001;

let office: FinanceOffice;
let crashing: CrashingTable;

beforeEach(() => {
  crashing = new CrashingTable();
  office = financeOffice({ wrap: (table) => crashing.wrap(table) });
});

const hashOf = async (periodId: string, of = office) =>
  (await createReadPeriod({ ...of, policies })(periodId))!.checksHash;

async function close(
  periodId: string,
  event: CloseEvent,
  actor: Actor,
  given: { readonly explanation?: string; readonly checksHash?: string; readonly table?: Table } = {},
) {
  const { table = office.table, checksHash = await hashOf(periodId), ...rest } = given;
  return createClosePeriod({ ...office, table, policies })({ periodId, event, actor, checksHash, ...rest });
}

/** Funded before the days that the bank's statements are of. */
async function funded(): Promise<void> {
  office.clock.move('2008-06-02');
  await office.fund();
  office.clock.move('2008-06-20');
}

/** A year with one award paid and settled, another committed and never paid. */
async function aPaidRun(): Promise<string> {
  office.awards.add(0, { amountFen });
  await funded();
  await office.fundMore(20_000);
  const runId = await office.sentRun();
  await office.importing(office.bank.statement(office.bank.debits()));
  expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
  return runId;
}

async function closeMonth(id: string): Promise<void> {
  expect(await close(id, 'propose', preparer)).toMatchObject({ ok: true });
  expect(await close(id, 'approve', approver)).toEqual({
    ok: true,
    value: { periodId: id, state: 'closed' },
  });
}

describe('a month', () => {
  test('is closed by two people, and then takes no posting any more', async () => {
    await aPaidRun();
    office.clock.move('2008-07-02');
    expect(await close('2008-06', 'approve', approver)).toMatchObject({ error: { kind: 'wrong-state' } });
    expect(await close('2008-06', 'propose', preparer)).toMatchObject({ value: { state: 'proposed' } });
    expect(await close('2008-06', 'approve', preparer)).toMatchObject({ error: { kind: 'same-person' } });
    expect(await close('2008-06', 'approve', approver)).toMatchObject({ value: { state: 'closed' } });
    expect(await close('2008-06', 'propose', preparer)).toMatchObject({ error: { kind: 'wrong-state' } });
    const [year, july, june] = await createListPeriods(office)();
    expect([year, july]).toMatchObject([
      { periodId: '2008', state: 'open' },
      { periodId: '2008-07', state: 'open' },
    ]);
    expect(june).toMatchObject({
      periodId: '2008-06',
      state: 'closed',
      proposedBy: preparer.id,
      decidedBy: approver.id,
    });
    const chain = await Array.fromAsync(readChain(office.stored, subjectPk('period', '2008-06')));
    expect(chain.map(({ event, from, to, actor }) => [event, from, to, actor.id])).toEqual([
      ['propose', 'open', 'proposed', preparer.id],
      ['approve', 'proposed', 'closed', approver.id],
    ]);
  });

  test('takes what the bank tells late in an open one, with the day it happened', async () => {
    await aPaidRun();
    office.clock.move('2008-07-02');
    await closeMonth('2008-06');
    const [order] = office.bank.orders();
    await office.importing(
      office.bank.statement([
        { ...order!, direction: 'credit', returned: {}, bankReference: 'R1' },
        { amountFen: fen(7), direction: 'credit', bankReference: 'X1' },
      ]),
    );
    const { items } = await office.stored.query({
      pk: 'BALANCE',
      sk: { beginsWith: '2008#rural-reward#L3' },
    });
    expect(items).toMatchObject([{ 'credit 2008-07': 15_000 }, { 'credit 2008-07': 15_001 }]);
    for (const item of items) expect(item).not.toHaveProperty('credit 2008-06');
    // The bank's day is what a statement is compared with.
    const day = await office.stored.get({ pk: 'CASH-DAYS#9000000001', sk: '2008-06-20' });
    expect(day).toMatchObject({ receiptsFen: 7 + amountFen, paymentsFen: amountFen });
  });

  test('is not closed before it is over, nor past an earlier one with postings', async () => {
    await funded();
    expect(await close('2008-06', 'propose', preparer)).toMatchObject({
      error: { kind: 'period-not-closable', blockers: ['period-not-over'], isUnexplained: false },
    });
    office.clock.move('2008-08-01');
    expect(await close('2008-07', 'propose', preparer)).toMatchObject({
      error: { blockers: ['earlier-period-open'] },
    });
    await closeMonth('2008-06');
    await closeMonth('2008-07');
    expect(await close('2008-09', 'propose', preparer)).toMatchObject({
      error: { blockers: ['period-not-over'] },
    });
    expect(await close('2008-13', 'propose', preparer, { checksHash: '' })).toMatchObject({
      error: { kind: 'not-found' },
    });
  });

  test('with open breaks or money in suspense wants an explanation, and names them', async () => {
    await funded();
    await office.importing(office.bank.statement([{ amountFen: fen(7), direction: 'credit' }]));
    office.clock.move('2008-07-02');
    expect(await close('2008-06', 'propose', preparer)).toMatchObject({
      error: { kind: 'period-not-closable', blockers: [], isUnexplained: true },
    });
    const read = await createReadPeriod({ ...office, policies })('2008-06');
    const { items } = await office.useCases.listExceptions({});
    expect(read?.checks).toMatchObject({
      openExceptions: [items[0]!.exceptionId],
      suspense: [{ account: 'L4', heldFen: 7 }],
    });
    const explanation = '银行正在查询';
    expect(await close('2008-06', 'propose', preparer, { explanation })).toMatchObject({ ok: true });
    expect(await close('2008-06', 'approve', approver)).toMatchObject({ ok: true });
    expect((await createListPeriods(office)()).at(-1)).toMatchObject({ periodId: '2008-06', explanation });
  });

  test('that changed since it was looked at, or proposed, is looked at again', async () => {
    await funded();
    office.clock.move('2008-07-02');
    const before = await hashOf('2008-06');
    const later = { bookedOn: calendarDate('2008-06-30'), direction: 'credit', amountFen: fen(9) } as const;
    await office.importing(office.bank.statement([later]));
    const explanation = '银行正在查询';
    expect(await close('2008-06', 'propose', preparer, { explanation, checksHash: before })).toMatchObject({
      error: { kind: 'changed-since' },
    });
    await close('2008-06', 'propose', preparer, { explanation });
    await office.importing(office.bank.statement([{ ...later, bankReference: 'X9' }]));
    expect(await close('2008-06', 'approve', approver)).toMatchObject({ error: { kind: 'changed-since' } });
    expect(await close('2008-06', 'refuse', preparer)).toMatchObject({ error: { kind: 'same-person' } });
    expect(await close('2008-06', 'refuse', approver)).toMatchObject({ value: { state: 'open' } });
    await close('2008-06', 'propose', reconciler, { explanation });
    expect(await close('2008-06', 'approve', approver)).toMatchObject({ value: { state: 'closed' } });
  });

  test('is told the same twice under one key, and another body under it is refused', async () => {
    await funded();
    office.clock.move('2008-07-02');
    const act = createClosePeriod({ ...office, policies });
    const idempotency = { scope: 'close-period', key: 'k', bodyHash: 'b' };
    const input = {
      periodId: '2008-06',
      event: 'propose',
      checksHash: await hashOf('2008-06'),
      actor: preparer,
    } as const;
    const first = await act({ ...input, idempotency });
    expect(first).toMatchObject({ value: { state: 'proposed' } });
    expect(await act({ ...input, idempotency })).toEqual(first);
    expect(await act({ ...input, idempotency: { ...idempotency, bodyHash: 'c' } })).toMatchObject({
      error: { kind: 'idempotency-key-reused' },
    });
  });

  test('and a posting that meets its close: it is in, or it goes to an open day', async () => {
    await funded();
    office.clock.move('2008-07-02');
    await close('2008-06', 'propose', preparer);
    const line = { bookedOn: calendarDate('2008-06-30'), direction: 'credit', amountFen: fen(9) } as const;
    let isClosed = false;
    // Between the import's look at what is closed and its posting, June is closed.
    const between: Table = {
      get: (key) => office.stored.get(key),
      getMany: (keys) => office.stored.getMany(keys),
      query: (input) => office.stored.query(input),
      queryIndex: (index, input) => office.stored.queryIndex(index, input),
      transact: async (actions) => {
        const isPosting = actions.some((action) => 'check' in action && action.check.pk === closedBooks);
        if (isPosting && !isClosed) {
          isClosed = true;
          expect(await close('2008-06', 'approve', approver, { table: office.stored })).toMatchObject({
            ok: true,
          });
        }
        return office.stored.transact(actions);
      },
    };
    const importer = financeOffice({ wrap: () => between, clock: office.clock });
    expect(await importer.importing(office.bank.statement([line]))).toMatchObject({
      value: { exceptions: 1 },
    });
    const { items } = await office.stored.query({ pk: 'BALANCE', sk: { beginsWith: '2008#unassigned#L4' } });
    expect(items).toMatchObject([{ 'credit 2008-07': 9 }]);
    expect(items[0]).not.toHaveProperty('credit 2008-06');
  });
});

describe('a year', () => {
  async function proposedYear(): Promise<void> {
    await aPaidRun();
    office.clock.move('2009-01-20');
    expect(await close('2008', 'propose', preparer)).toMatchObject({
      error: { kind: 'period-not-closable', blockers: [], isUnexplained: true },
    });
    await proposeYear();
  }

  async function proposeYear(): Promise<void> {
    const explanation = '一人未提供账户，已告知';
    expect(await close('2008', 'propose', preparer, { explanation })).toMatchObject({
      value: { state: 'proposed' },
    });
  }

  async function expectClosed(): Promise<void> {
    const balance = await office.useCases.trialBalance({ recompute: true });
    expect(balance).toMatchObject({ balanced: true, differences: [] });
    for (const account of ['B2', 'B3', 'R1', 'E1', 'E2', 'E3'])
      expect([account, await netOf(office, account)]).toEqual([account, 0]);
    expect(await netOf(office, 'B5')).toBe(-amountFen);
    expect(await netOf(office, 'B1')).toBe(amountFen);
    expect(await netOf(office, 'F')).toBe(-(2_000_000_000_000 - amountFen));
    expect((await createListPeriods(office)()).find(({ periodId }) => periodId === '2008')).toMatchObject({
      state: 'closed',
      decidedBy: approver.id,
    });
    const chain = await Array.fromAsync(readChain(office.stored, subjectPk('period', '2008')));
    expect(chain.slice(-3).map(({ event, to }) => [event, to])).toEqual([
      ['propose', 'proposed'],
      ['approve', 'closing'],
      ['year-closed', 'closed'],
    ]);
    const late = commitAwardActions({
      programme: 'rural-reward',
      year: 2008,
      payables: [fen(1)],
      shares: halves,
      cause: 'late',
      date: office.clock.today(),
      at: office.clock.now(),
    });
    expect((await office.stored.transact(late)).ok).toBe(false);
  }

  test('lapses what is not paid, gives back authority, and closes income and expense', async () => {
    await proposedYear();
    const lapsing = (await createReadPeriod({ ...office, policies })('2008'))?.checks.lapsing;
    expect(lapsing?.map(({ heldFen }) => heldFen)).toEqual([10_000, 10_000]);
    expect(await close('2008', 'approve', approver)).toMatchObject({ value: { state: 'closed' } });
    await expectClosed();
    const ofDecember = await createReadPeriod({ ...office, policies })('2008-12');
    expect(ofDecember?.period.state).toBe('closed');
  });

  test('is closed once: the request again, or the sweep, closes nothing that came later', async () => {
    await proposedYear();
    const input = {
      periodId: '2008',
      event: 'approve',
      checksHash: await hashOf('2008'),
      actor: approver,
    } as const;
    const idempotency = { scope: 'close-period', key: 'k', bodyHash: 'b' };
    const act = createClosePeriod({ ...office, policies });
    const closed = { ok: true, value: { periodId: '2008', state: 'closed' } };
    expect(await act({ ...input, idempotency })).toEqual(closed);
    const late = transfersOf({
      cause: 'late',
      event: 'overpaid-written-off',
      programme: 'rural-reward',
      year: 2008,
      parts: [{ share: 'district', amountFen: fen(3) }],
      date: office.clock.today(),
      at: office.clock.now(),
    });
    expect((await office.stored.transact(postingActions(late))).ok).toBe(true);
    expect(await act({ ...input, idempotency })).toEqual(closed);
    await office.useCases.sweepFinance();
    expect(await netOf(office, 'E2')).toBe(3);
  });

  test('posts its entries in an open day where December was closed before', async () => {
    await proposedYear();
    const refused = await close('2008', 'refuse', approver);
    expect(refused).toMatchObject({ ok: true });
    await closeMonth('2008-06');
    await closeMonth('2008-12');
    await proposeYear();
    expect(await close('2008', 'approve', approver)).toMatchObject({ value: { state: 'closed' } });
    await expectClosed();
    const { items } = await office.stored.query({ pk: 'BALANCE', sk: { beginsWith: '2008#rural-reward#F' } });
    expect(items.length).toBe(2);
    for (const item of items) expect(item).toHaveProperty('credit 2009-01');
  });

  test('closes what its accounts hold, should one of them move meanwhile', async () => {
    await proposedYear();
    let hasMoved = false;
    const between: Table = {
      get: (key) => office.stored.get(key),
      getMany: (keys) => office.stored.getMany(keys),
      query: (input) => office.stored.query(input),
      queryIndex: (index, input) => office.stored.queryIndex(index, input),
      transact: async (actions) => {
        const isClosing = actions.some(
          (action) => 'put' in action && action.put.event === 'year-close-benefits',
        );
        if (isClosing && !hasMoved) {
          hasMoved = true;
          const found = transfersOf({
            cause: 'found',
            event: 'overpayment-found-same-year',
            programme: 'rural-reward',
            year: 2008,
            parts: halves.map(({ name }) => ({ share: name, amountFen: fen(500) })),
            date: office.clock.today(),
            at: office.clock.now(),
          });
          expect((await office.stored.transact(postingActions(found))).ok).toBe(true);
        }
        return office.stored.transact(actions);
      },
    };
    expect(await close('2008', 'approve', approver, { table: between })).toMatchObject({
      value: { state: 'closed' },
    });
    expect(hasMoved).toBe(true);
    expect(await netOf(office, 'E1')).toBe(0);
    expect(await netOf(office, 'F')).toBe(-(2_000_000_000_000 - amountFen + 1_000));
  });

  test('pays nothing more of what has lapsed, says so before and after, and holds up nobody else', async () => {
    office.awards.add(0, { amountFen });
    await funded();
    await office.sentRun();
    const [debit] = office.bank.debits();
    const back = { ...debit, direction: 'credit', bankReference: 'R', returned: {} } as const;
    await office.importing(office.bank.statement([debit!, back]));
    const paymentId = paymentIdOf({
      programme: 'rural-reward',
      period: '2008-H1',
      personIndex: 'person-0',
      component: 'base',
    });
    await createReissuePayment(office)({ paymentId, actor: { kind: 'staff', id: 'carl' } });
    office.clock.move('2009-01-20');
    const explanation = '退回款待重发';
    await close('2008', 'propose', preparer, { explanation });
    expect(await close('2008', 'approve', approver)).toMatchObject({ ok: true });
    office.awards.add(1, { amountFen: 20_000 });
    const preview = createPreviewRun(office);
    const asked = { programme: 'rural-reward', period: '2008-H1' };
    // What came back is obligated still, and goes out again.
    const expected = { leftOut: { lapsed: 1 } };
    expect(await preview(asked)).toMatchObject({ value: { totals: { payments: 1, ...expected } } });
    expect(await office.build(await office.prepare())).toMatchObject({
      state: 'prepared',
      payments: 1,
      ...expected,
    });
  });

  test('is not closed while a run of its money is not with the bank', async () => {
    office.awards.add(0, { amountFen });
    await funded();
    await office.build(await office.prepare());
    office.clock.move('2009-01-20');
    expect(await close('2008', 'propose', preparer)).toMatchObject({
      error: { blockers: ['runs-not-sent'] },
    });
    const explanation = '批次将于下月放行';
    expect(await close('2008-06', 'propose', preparer, { explanation })).toMatchObject({ ok: true });
  });

  test.each(['before', 'after'] as const)(
    'goes on after a crash %s any of its transactions',
    async (when) => {
      for (let at = 1; ; at += 1) {
        crashing = new CrashingTable();
        office = financeOffice({ wrap: (table) => crashing.wrap(table) });
        await proposedYear();
        crashing.arm(at, when);
        const crashed = await close('2008', 'approve', approver).then(
          () => false,
          (error: unknown) => {
            if (!(error instanceof Crash)) throw error;
            return true;
          },
        );
        crashing.arm(0, 'before');
        if (!crashed) {
          // The approval, a transaction for each share, and the end.
          expect(at).toBe(5);
          return;
        }
        if ((await createReadPeriod({ ...office, policies })('2008'))?.period.state === 'proposed') {
          await close('2008', 'approve', approver);
        } else {
          await office.useCases.sweepFinance();
        }
        await expectClosed();
      }
    },
  );
});
