import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCompareRun, type RunComparison } from '../../functions/app/payments/compare-run.ts';
import { createPreviewRun, type RunPreview } from '../../functions/app/payments/preview-run.ts';
import { createListLeftOut } from '../../functions/app/payments/list-left-out.ts';
import { createReadRun } from '../../functions/app/payments/read-run.ts';
import { createReissuePayment } from '../../functions/app/payments/reissue-payment.ts';
import { createListRunPayments } from '../../functions/app/payments/run-payments.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { type RollChange, rollChanges } from '../../functions/domain/payments/roll-change.ts';
import { type FinanceOffice, financeOffice, preparer } from '../builders/finance-office.ts';

const programme = 'rural-reward';

/** All pages of a preview as one, with how many there were. */
async function previewOf(office: FinanceOffice, period = '2008-H1') {
  const preview = createPreviewRun(office);
  const pages: RunPreview[] = [];
  let cursor: string | undefined;
  do {
    const page = await preview({ programme, period, cursor });
    if (!page.ok) throw new Error(page.error.kind);
    pages.push(page.value);
    cursor = page.value.cursor;
  } while (cursor !== undefined);
  const last = pages.at(-1);
  return {
    pages: pages.length,
    openRunId: last?.openRunId,
    lastPeriod: last?.lastPeriod,
    totals: last?.totals,
    payments: pages.flatMap(({ payments }) => payments),
    leftOut: pages.flatMap(({ leftOut }) => leftOut),
    changed: pages.flatMap(({ changed }) => changed),
  };
}

/** What a run holds and leaves out, as its views tell it. */
async function builtOf(office: FinanceOffice, runId: string) {
  const head = await office.head(runId);
  const payments: { paymentId: string; amountFen: number; reissue: number }[] = [];
  const list = createListRunPayments({ table: office.stored });
  for (let cursor: string | undefined; ;) {
    const page = await list(runId, cursor);
    payments.push(
      ...(page?.items ?? []).map(({ paymentId, amountFen, reissue }) => ({ paymentId, amountFen, reissue })),
    );
    cursor = page?.cursor;
    if (cursor === undefined) break;
  }
  const leftOut: object[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await createListLeftOut({ table: office.stored })({ runId, cursor });
    leftOut.push(...page.items);
    cursor = page.cursor;
    if (cursor === undefined) break;
  }
  return {
    payments,
    leftOut,
    totals: { payments: head.payments, totalFen: head.totalFen, leftOut: head.leftOut },
  };
}

const byText = (items: readonly object[]): string[] => items.map((item) => JSON.stringify(item)).sort();

async function agree(office: FinanceOffice, runId: string, preview: Awaited<ReturnType<typeof previewOf>>) {
  const built = await builtOf(office, runId);
  const { payments, totalFen, leftOut } = preview.totals!;
  expect({ payments, totalFen, leftOut }).toEqual(built.totals);
  expect(
    byText(preview.payments.map(({ paymentId, amountFen, reissue }) => ({ paymentId, amountFen, reissue }))),
  ).toEqual(byText(built.payments));
  expect(byText(preview.leftOut)).toEqual(byText(built.leftOut));
}

describe('a preview', () => {
  test('says who is paid, who is left out and why, in pages that add up, and writes nothing', async () => {
    let writes = 0;
    const counting = (table: Table): Table => ({
      ...table,
      transact: (actions) => {
        writes += 1;
        return table.transact(actions);
      },
    });
    const office = financeOffice({ wrap: counting });
    for (let n = 0; n < 450; n += 1) office.awards.add(n, { amountFen: 30_000 + n });
    office.awards.add(450, { state: 'suspended' });
    office.awards.add(451, { due: { outcome: 'not-due', codes: ['age'], decisionHash: 'd' } });
    office.awards.silent = 1;

    const preview = await previewOf(office);

    expect(writes).toBe(0);
    expect(office.awards.kept).toBe(0);
    expect(preview.pages).toBe(3);
    expect(preview.totals).toMatchObject({
      payments: 449,
      leftOut: { 'award-not-payable': 1, 'not-due': 1, unknown: 1 },
    });
    expect(preview.leftOut).toContainEqual({ awardId: 'award-0000451', reason: 'not-due', codes: ['age'] });
    expect(preview).toMatchObject({ openRunId: undefined, lastPeriod: undefined, changed: [] });
  });

  test('of no such programme, or with a cursor that is none of its own, is refused', async () => {
    const office = financeOffice();
    const preview = createPreviewRun(office);
    expect(await preview({ programme: 'moon', period: '2008-H1' })).toEqual({
      ok: false,
      error: { kind: 'unknown-programme-or-period' },
    });
    for (const cursor of ['x', Buffer.from('{"at":"0"}').toString('base64url')]) {
      await expect(preview({ programme, period: '2008-H1', cursor })).rejects.toMatchObject({
        name: 'InvalidCursor',
      });
    }
  });

  test('beside an open run shows what building that one anew would give', async () => {
    const office = financeOffice();
    for (let n = 0; n < 3; n += 1) office.awards.add(n);
    await office.fund();
    const runId = await office.prepare();
    await office.build(runId);
    office.awards.add(1, { amountFen: 45_000 });
    const preview = await previewOf(office);
    expect(preview).toMatchObject({ openRunId: runId, totals: { payments: 3, totalFen: 105_000 } });
    await office.fundMore(15_000);
    await office.useCases.sendBackRun({ runId, actor: preparer, reason: 'test' });
    await office.build(runId);
    await agree(office, runId, preview);
  });

  test('beside a filed run shows that its payments are with it', async () => {
    const office = financeOffice();
    office.awards.add(0);
    await office.fund();
    const runId = await office.prepare();
    await office.build(runId);
    await office.release(runId);
    office.bank.nextSends.push('timed-out');
    await office.steps.sendFiles({ runId });
    const preview = await previewOf(office);
    expect(preview).toMatchObject({ totals: { payments: 0, leftOut: { 'in-another-run': 1 } } });
  });

  // Every way an award can stand before a run: what is due to it, its state, its account, and what an earlier run did.
  const award = fc.record({
    amountFen: fc.integer({ min: 1, max: 90_000 }),
    due: fc.constantFrom('due', 'due', 'due', 'not-due', 'unknown', 'nothing', 'two'),
    state: fc.constantFrom('active', 'active', 'active', 'suspended', 'payee-needed', 'reviewing'),
    account: fc.constantFrom('good', 'good', 'good', 'none', 'unusable'),
    bank: fc.constantFrom('nothing', 'settles', 'returns', 'returns-reissued', 'rejects', 'disputes'),
    inFirstRun: fc.boolean(),
  });

  test('cannot differ from what the run then builds, whatever happened before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(award, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('cancelled', 'sent', 'none'),
        async (awards, first) => {
          const office = financeOffice({ chunkSize: 4 });
          const components = (amountFen: number, due: string) =>
            due === 'two'
              ? [
                  { component: 'base', amountFen: fen(amountFen) },
                  { component: 'adj-1', amountFen: fen(amountFen + 1) },
                ]
              : due === 'nothing'
                ? []
                : [{ component: 'base', amountFen: fen(amountFen) }];
          const put = (n: number, one: (typeof awards)[number]): void => {
            const { amountFen, due, state, account } = one;
            const found = due === 'not-due' || due === 'unknown' ? due : 'due';
            office.awards.add(n, {
              state,
              due:
                found === 'due'
                  ? { outcome: 'due', components: components(amountFen, due), decisionHash: `d-${String(n)}` }
                  : { outcome: found, codes: ['age'], decisionHash: `d-${String(n)}` },
              ...(account === 'unusable' ? { account: { holder: '', bank: 'X', number: '' } } : {}),
              ...(account === 'none' ? { payee: undefined as never } : {}),
            });
          };
          for (const [n, one] of awards.entries()) if (one.inFirstRun) put(n, one);
          await office.fund();
          if (first !== 'none') {
            const runId = await office.prepare();
            await office.build(runId);
            if (first === 'sent' && (await office.release(runId)).ok) {
              await office.steps.sendFiles({ runId });
              await tellResults(
                office,
                awards.map(({ bank }) => bank),
              );
            } else {
              await office.useCases.cancelRun({ runId, actor: preparer, reason: 'test' });
              await office.steps.voidRun({ runId });
            }
          }
          for (const [n, one] of awards.entries()) put(n, one);
          await office.fundMore(10_000_000);

          const preview = await previewOf(office);
          const runId = await office.prepare();
          await office.build(runId);
          await agree(office, runId, preview);
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** The bank settles, returns, rejects or disputes the nth order by the nth of what it is told. */
async function tellResults(office: FinanceOffice, results: readonly string[]): Promise<void> {
  const debits = office.bank.debits();
  const lines = debits.flatMap((debit, at) => {
    const result = results[at % results.length];
    const back = { ...debit, direction: 'credit', bankReference: `R${String(at)}`, returned: {} } as const;
    if (result === 'settles') return [debit];
    if (result === 'returns' || result === 'returns-reissued') return [debit, back];
    if (result === 'disputes') return [{ ...debit, amountFen: fen(1) }];
    return [];
  });
  await office.importing(office.bank.statement(lines));
  const reissue = createReissuePayment({ table: office.stored, clock: office.clock });
  for (const [at, { endToEndId = '' }] of debits.entries()) {
    if (results[at % results.length] !== 'returns-reissued') continue;
    await reissue({ paymentId: endToEndId.slice(2, 28).toLowerCase(), actor: preparer });
  }
}

describe('the comparison with the last period', () => {
  async function payLastPeriod(office: FinanceOffice): Promise<void> {
    const prepared = await office.useCases.prepareRun({ programme, period: '2007-H2', actor: preparer });
    const runId = prepared.ok ? prepared.value.runId : '';
    await office.build(runId);
    await office.release(runId);
    await office.steps.sendFiles({ runId });
  }

  /** Four who were paid for the second half of 2007, and what is due to them and a fifth now. */
  async function twoPeriods(): Promise<FinanceOffice> {
    const office = financeOffice({ chunkSize: 2 });
    for (let n = 0; n < 4; n += 1) office.awards.add(n, { amountFen: 30_000 });
    await office.fund();
    await payLastPeriod(office);
    office.awards.add(1, { amountFen: 36_000 });
    office.awards.add(2, { payee: { accountIndex: 'new', accountVersion: 2 } });
    office.awards.add(3, { state: 'suspended' });
    office.awards.add(4, { amountFen: 10_000 });
    await office.fundMore(10_000_000);
    return office;
  }
  const changed = [
    {
      awardId: 'award-0000001',
      component: 'base',
      changes: ['amount'],
      amountFen: 36_000,
      lastFen: 30_000,
      accountVersion: 1,
    },
    {
      awardId: 'award-0000002',
      component: 'base',
      changes: ['account'],
      amountFen: 30_000,
      lastFen: 30_000,
      accountVersion: 2,
    },
    {
      awardId: 'award-0000003',
      component: 'base',
      changes: ['gone'],
      lastFen: 30_000,
      leftOut: 'award-not-payable',
    },
    { awardId: 'award-0000004', component: 'base', changes: ['new'], amountFen: 10_000, accountVersion: 1 },
  ];
  const changes = {
    new: { count: 1, differenceFen: 10_000 },
    gone: { count: 1, differenceFen: -30_000 },
    amount: { count: 1, differenceFen: 6_000 },
    account: { count: 1, differenceFen: 0 },
  };

  test('tells in the preview who is new, gone, or paid otherwise', async () => {
    const preview = await previewOf(await twoPeriods());
    expect(preview).toMatchObject({ lastPeriod: '2007-H2', totals: { changes } });
    expect([...preview.changed].sort((a, b) => (a.awardId < b.awardId ? -1 : 1))).toEqual(changed);
  });

  /** Prepares the present period's run, and reads all that its comparison tells, page by page. */
  async function comparedRun(office: FinanceOffice, change?: RollChange) {
    const runId = await office.prepare();
    await office.build(runId);
    return readComparison(office, runId, change);
  }

  async function readComparison(office: FinanceOffice, runId: string, change?: RollChange) {
    const compare = createCompareRun({ table: office.stored });
    const pages: RunComparison[] = [];
    let cursor: string | undefined;
    do {
      const page = await compare({ runId, change, cursor });
      if (!page) throw new Error(`no run ${runId}`);
      pages.push(page);
      ({ cursor } = page);
    } while (cursor !== undefined);
    return { runId, pages, changed: pages.flatMap((page) => page.changed) };
  }

  test('tells the same of the run once it is built, chunk by chunk, and adds up to what is due', async () => {
    const office = await twoPeriods();
    const { runId, pages, changed: found } = await comparedRun(office);
    expect(found).toEqual(changed);
    expect(pages).toMatchObject([
      { lastPeriod: '2007-H2', totals: { payments: 4, totalFen: 106_000, changes } },
    ]);
    const view = await createReadRun({ table: office.stored, calendar: office.calendar })(runId);
    expect(view?.comparison).toEqual({
      lastPeriod: '2007-H2',
      last: { count: 4, fen: 120_000 },
      changes,
    });
    expect(await createCompareRun({ table: office.stored })({ runId: 'run-none' })).toBeUndefined();
  });

  test('stays what it was when the run was built, whatever becomes of the awards', async () => {
    const office = await twoPeriods();
    const { runId } = await comparedRun(office);
    office.awards.add(0, { amountFen: 1, payee: { accountIndex: 'newer', accountVersion: 9 } });
    expect((await readComparison(office, runId)).changed).toEqual(changed);
  });

  test('tells one kind of change alone, without a look at chunks that have none', async () => {
    const office = await twoPeriods();
    const { runId } = await comparedRun(office);
    for (const [change, awardId] of [
      ['account', 'award-0000002'],
      ['amount', 'award-0000001'],
      ['gone', 'award-0000003'],
      ['new', 'award-0000004'],
    ] as const) {
      expect((await readComparison(office, runId, change)).changed).toMatchObject([{ awardId }]);
    }
    const reads: string[] = [];
    const counting: Table = {
      ...office.stored,
      get: (key) => {
        reads.push(key.sk);
        return office.stored.get(key);
      },
    };
    await createCompareRun({ table: counting })({ runId, change: 'gone' });
    expect(reads.filter((sk) => sk === 'CHANGED')).toHaveLength(1);
  });

  test('tells many in pages, the greatest difference first, and each once', async () => {
    const office = financeOffice({ chunkSize: 150 });
    for (let n = 0; n < 320; n += 1) office.awards.add(n, { amountFen: 30_000 });
    await office.fund();
    await payLastPeriod(office);
    for (let n = 0; n < 320; n += 1) office.awards.add(n, { amountFen: 30_001 + n });
    await office.fundMore(10_000_000);
    const { pages, changed: found } = await comparedRun(office, 'amount');
    expect(pages.map((page) => page.changed.length)).toEqual([100, 100, 100, 20]);
    expect(new Set(found.map(({ awardId }) => awardId)).size).toBe(320);
    expect(found[0]).toMatchObject({ awardId: 'award-0000149', amountFen: 30_150 });
  });

  test('adds up for any two periods: what was paid then, and every change, is what is due now', async () => {
    const standing = fc.record({
      amountFen: fc.integer({ min: 1, max: 90_000 }),
      state: fc.constantFrom('active', 'active', 'active', 'suspended'),
      accountVersion: fc.integer({ min: 1, max: 2 }),
      isThere: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(standing, standing), { minLength: 1, maxLength: 9 }),
        async (people) => {
          const office = financeOffice({ chunkSize: 4 });
          const put = (n: number, { amountFen, state, accountVersion, isThere }: (typeof people)[0][0]) => {
            const payee = { accountIndex: `account-${String(n)}`, accountVersion };
            if (isThere) office.awards.add(n, { amountFen, state, payee });
          };
          // Somebody was paid, or there is no period to compare with.
          office.awards.add(99, {});
          for (const [n, [then]] of people.entries()) put(n, then);
          await office.fund();
          await payLastPeriod(office);
          for (const [n, [, now]] of people.entries()) put(n, now);
          await office.fundMore(10_000_000);
          const { runId } = await comparedRun(office);
          const view = await createReadRun({ table: office.stored, calendar: office.calendar })(runId);
          const { last, changes } = view!.comparison!;
          const moreFen = Object.values(changes).reduce((sum, { differenceFen }) => sum + differenceFen, 0);
          expect(last.fen + moreFen).toBe(view!.totalFen);
          expect(last.count + changes.new.count - changes.gone.count).toBe(view!.payments);
          for (const change of rollChanges) {
            const { changed: found } = await readComparison(office, runId, change);
            expect(found).toHaveLength(changes[change].count);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('says of nobody whom another run of the period pays that they are gone', async () => {
    const office = await twoPeriods();
    const first = await office.prepare();
    await office.build(first);
    await office.release(first);
    await office.steps.sendFiles({ runId: first });
    office.awards.add(5, { amountFen: 20_000 });
    const { runId, changed: found } = await comparedRun(office);
    expect(runId).not.toBe(first);
    expect(found.map(({ awardId, changes: [kind] }) => [awardId, kind])).toEqual([
      ['award-0000003', 'gone'],
      ['award-0000005', 'new'],
    ]);
  });

  test('counts a cancelled run for nothing, and another award’s account as another', async () => {
    const office = financeOffice();
    office.awards.add(0);
    await office.fund();
    const prepared = await office.useCases.prepareRun({ programme, period: '2007-H2', actor: preparer });
    const runId = prepared.ok ? prepared.value.runId : '';
    await office.build(runId);
    await office.useCases.cancelRun({ runId, actor: preparer, reason: 'test' });
    expect((await previewOf(office)).lastPeriod).toBeUndefined();

    const other = await twoPeriods();
    other.awards.awards.delete('award-0000000');
    other.awards.add(9, { personIndex: 'person-0' });
    expect((await previewOf(other)).changed).toContainEqual({
      awardId: 'award-0000009',
      component: 'base',
      changes: ['account'],
      amountFen: 30_000,
      lastFen: 30_000,
      accountVersion: 1,
    });
  });
});
