import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createReissuePayment } from '../../functions/app/payments/reissue-payment.ts';
import { createReconcilePeriod } from '../../functions/app/reconciliation/reconcile-period.ts';
import { type Fen, fen, zeroFen } from '../../functions/domain/money/fen.ts';
import { parseEndToEndId } from '../../functions/domain/payments/payment-id.ts';
import {
  reconcilePeriod,
  type RunOfPeriod,
} from '../../functions/domain/reconciliation/period-reconciliation.ts';
import { createReadPeriodReconciliationHandler } from '../../functions/handlers/http/reconciliation/read-period-reconciliation/handler.ts';
import { askRoute } from '../builders/ask-route.ts';
import { financeOffice, type FinanceOffice, preparer } from '../builders/finance-office.ts';
import { expectSound } from '../builders/sound-books.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';

const each = 100;
const some = (count: number) => ({ count, fen: fen(count * each) });
const none = some(0);

type Counts = Partial<
  Record<'fresh' | 'reissues' | 'settled' | 'returned' | 'rejected' | 'disputed' | 'cancelled', number>
>;

function aRun(counts: Counts, isSent = true, keptBack = none): RunOfPeriod {
  const of = (name: keyof Counts) => some(counts[name] ?? 0);
  return {
    fresh: of('fresh'),
    keptBack: keptBack,
    reissues: of('reissues'),
    instruction: some((counts.fresh ?? 0) + (counts.reissues ?? 0)),
    totals: {
      settled: of('settled'),
      returned: of('returned'),
      rejected: of('rejected'),
      disputed: of('disputed'),
    },
    cancelled: of('cancelled'),
    isSent,
  };
}

/** One payment, of which something is kept back. */
function keeping(kept: number, isSent: boolean): RunOfPeriod {
  const instruction = { count: 1, fen: fen(each - kept) };
  const run = aRun({ fresh: 1 }, isSent, { count: 1, fen: fen(kept) });
  const settled = isSent ? instruction : none;
  return { ...run, instruction, totals: { ...run.totals, settled } };
}

function namesOf(runs: readonly RunOfPeriod[], owed: Fen, leftOut = 0): Record<string, number> {
  const { differences } = reconcilePeriod(runs, leftOut, owed);
  return Object.fromEntries(differences.map(({ kind, count }) => [kind, count]));
}

describe('a period’s three ways', () => {
  test.each([
    ['agree where all is settled', [aRun({ fresh: 3, settled: 3 })], 0, {}],
    ['name what is on no statement', [aRun({ fresh: 3, settled: 1 })], 2, { outstanding: 2 }],
    ['name what the bank does not have', [aRun({ fresh: 3 }, false)], 3, { 'not-sent': 3 }],
    ['name what has another amount', [aRun({ fresh: 3, settled: 2, disputed: 1 })], 1, { disputed: 1 }],
    [
      'name what came back',
      [aRun({ fresh: 3, settled: 1, returned: 1, rejected: 1 })],
      2,
      { 'came-back': 2 },
    ],
    [
      'leave out what is not owed any more',
      [aRun({ fresh: 2, settled: 1, returned: 1, cancelled: 1 })],
      0,
      {},
    ],
    [
      'agree where what came back was paid by a later run',
      [aRun({ fresh: 2, settled: 1, returned: 1 }), aRun({ reissues: 1, settled: 1 })],
      0,
      {},
    ],
    [
      'count what goes out again where it is now',
      [aRun({ fresh: 2, settled: 1, returned: 1 }), aRun({ fresh: 1, reissues: 1 }, false)],
      2,
      { 'not-sent': 2 },
    ],
    ['take what is kept back as paid, once the bank has the files', [keeping(10, true)], 0, {}],
    ['owe what is kept back until then', [keeping(10, false)], 1, { 'not-sent': 1 }],
    ['name what the ledger owes beyond them', [aRun({ fresh: 1, settled: 1 })], 1, { 'ledger-differs': 0 }],
    [
      'name files that are not what the runs hold',
      [{ ...aRun({ fresh: 2, settled: 1 }), instruction: some(1) }],
      0,
      { 'file-differs': -1 },
    ],
  ])('%s', (_, runs, owed, expected) => {
    expect(namesOf(runs, fen(owed * each))).toEqual(expected);
    expect(reconcilePeriod(runs, 0, fen(owed * each)).agrees).toBe(Object.keys(expected).length === 0);
  });

  test('count awards that are due and on no run', () => {
    expect(reconcilePeriod([aRun({ fresh: 1, settled: 1 })], 2, zeroFen)).toMatchObject({
      agrees: false,
      differences: [{ kind: 'left-out', count: 2, fen: 0 }],
    });
  });

  test('always add up: what was awarded is settled, cancelled or named', () => {
    const runs = fc.array(
      fc.record({
        settled: fc.nat(9),
        returned: fc.nat(9),
        disputed: fc.nat(9),
        open: fc.nat(9),
        isSent: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(runs, fc.nat(), (histories, seed) => {
        let waiting = 0;
        const built = histories.map(({ isSent, open, ...said }) => {
          const { settled, returned, disputed } = isSent ? said : { settled: 0, returned: 0, disputed: 0 };
          const size = settled + returned + disputed + open;
          const reissues = Math.min(waiting, size, seed % 5);
          const cancelled = seed % (returned + 1);
          waiting += returned - reissues - cancelled;
          return aRun({ fresh: size - reissues, reissues, settled, returned, disputed, cancelled }, isSent);
        });
        const { award, differences, statement } = reconcilePeriod(built, 0, zeroFen);
        const named = differences.filter(({ kind }) => kind !== 'ledger-differs');
        const cancelled = built.reduce((sum, run) => sum + run.cancelled.count, 0);
        const total = named.reduce((sum, { count }) => sum + count, statement.settled.count + cancelled);
        expect(total).toBe(award.count);
        const fens = named.reduce<number>((sum, { fen: amount }) => sum + amount, statement.settled.fen);
        expect(fens + cancelled * each).toBe(award.fen);
      }),
    );
  });
});

describe('the report of a period', () => {
  const amounts = [30_000, 20_001, 10_000, 5_000];
  const back = { direction: 'credit', bankReference: 'BACK', returned: {} } as const;
  let office: FinanceOffice;
  let report: () => Promise<Awaited<ReturnType<ReturnType<typeof createReconcilePeriod>>>>;

  beforeEach(async () => {
    office = financeOffice();
    for (const [n, amountFen] of amounts.entries()) office.awards.add(n, { amountFen });
    const { payee: _payee, ...withoutAccount } = office.awards.add(9, { amountFen: 7 });
    office.awards.awards.set(withoutAccount.awardId, withoutAccount);
    await office.fund();
    report = () => createReconcilePeriod({ table: office.stored })('rural-reward', '2008-H1');
  });

  test('follows payments from the roll over the bank and back to a later run', async () => {
    expect(await report()).toBeUndefined();
    const runId = await office.prepare();
    expect(await report()).toBeUndefined();
    await office.build(runId);
    const all = { count: 4, fen: 65_001 };
    expect(await report()).toMatchObject({
      award: all,
      instruction: all,
      agrees: false,
      differences: [
        { kind: 'left-out', count: 1, fen: 0 },
        { kind: 'not-sent', ...all },
      ],
    });
    await office.release(runId);
    await office.steps.sendFiles({ runId });
    expect((await report())?.differences).toContainEqual({ kind: 'outstanding', ...all });

    const [paid, comesBack, wrong] = office.bank.debits();
    const returned = { ...comesBack, ...back };
    const disputed = { ...wrong, amountFen: fen(9_999) };
    await office.importing(office.bank.statement([paid!, comesBack!, returned, disputed]));
    expect((await report())?.differences).toEqual([
      { kind: 'left-out', count: 1, fen: 0 },
      { kind: 'outstanding', count: 1, fen: amounts.at(3) },
      { kind: 'disputed', count: 1, fen: wrong?.amountFen },
      { kind: 'came-back', count: 1, fen: comesBack?.amountFen },
    ]);

    const id = parseEndToEndId(comesBack!.endToEndId!);
    if (id?.kind !== 'full') throw new Error('not an id of ours');
    const { paymentId } = id;
    const again = await createReissuePayment({ table: office.stored, clock: office.clock })({
      paymentId,
      actor: preparer,
    });
    expect(again).toMatchObject({ ok: true });
    expect((await report())?.differences).toContainEqual({
      kind: 'came-back',
      count: 1,
      fen: comesBack?.amountFen,
    });
    const second = await office.prepare();
    await office.build(second);
    expect(await report()).toMatchObject({ award: all, reissues: { count: 1, fen: comesBack?.amountFen } });
    expect((await report())?.differences.map(({ kind }) => kind)).toEqual([
      'left-out',
      'not-sent',
      'outstanding',
      'disputed',
    ]);
    expect((await report())?.runs).toEqual([
      { runId, status: 'settling' },
      { runId: second, status: 'prepared' },
    ]);
    await expectSound(office, runId);
    await expectSound(office, second);
  });

  test('is for finance and auditors, of a period that has a run', async () => {
    await office.build(await office.prepare());
    const edge = edgeDeps({ auditor: ['auditor'], clerk: ['clerk'] });
    const route = createReadPeriodReconciliationHandler({ ...edge, table: office.stored });
    const ask = (user: string, query: Readonly<Record<string, string>>) =>
      askRoute(route, edge.lines, { user, query });
    const query = { programme: 'rural-reward', period: '2008-H1' };
    expect(await ask('auditor', query)).toMatchObject({
      status: 200,
      body: { ...query, agrees: false, runs: [{ status: 'prepared' }], statement: { settled: none } },
    });
    expect((await ask('clerk', query)).status).toBe(403);
    expect((await ask('auditor', { ...query, period: '2008-H2' })).status).toBe(404);
    expect((await ask('auditor', { programme: 'rural-reward' })).status).toBe(400);
  });
});
