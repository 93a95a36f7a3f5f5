import { describe, expect, test } from '@jest/globals';
import { createExplainEntry } from '../../functions/app/ledger/explain-entry.ts';
import { createCancelPayment } from '../../functions/app/payments/cancel-payment.ts';
import { createPreviewRun } from '../../functions/app/payments/preview-run.ts';
import { createReadPayment } from '../../functions/app/payments/read-payment.ts';
import { createReconciliationReport, createReadRun } from '../../functions/app/payments/read-run.ts';
import { createReissuePayment } from '../../functions/app/payments/reissue-payment.ts';
import { createListRunPayments } from '../../functions/app/payments/run-payments.ts';
import { owedFen } from '../../functions/app/receivables/receivable-head.ts';
import { createReadReceivable } from '../../functions/app/receivables/list-receivables.ts';
import { parseTransfer } from '../../functions/app/ledger/trial-balance.ts';
import type { Actor } from '../../functions/domain/audit/actor.ts';
import { fen, type Weight } from '../../functions/domain/money/fen.ts';
import { payloadHashOf } from '../../functions/domain/payments/payload-hash.ts';
import type { LastDeath } from '../../functions/domain/receivables/instalment.ts';
import type { ReceivableAct } from '../../functions/domain/receivables/receivable-acts.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import {
  approver,
  type FinanceOffice,
  financeOffice,
  type FinanceOfficeOptions,
  netOf,
  preparer,
} from '../builders/finance-office.ts';
import { expectSound } from '../builders/sound-books.ts';
import { paymentOf } from '../builders/payment-of.ts';
import { storeReader } from '../invariants/store-reader.ts';
import { CrashingTable } from '../fakes/crashing-table.ts';

const dueFen = 30_001;
/** A fifth of a payment, rounded down. */
const instalmentFen = 6_000;
const [ann, bob, eve] = (['ann', 'bob', 'eve'] as const).map((id): Actor => ({ kind: 'staff', id }));
const recovery = { mostBasisPoints: 2_000, leaveFen: 15_000, mourningDays: 30, source: 'example value' };

const overpaid = paymentOf(0, { period: '2008-H1' });
const later = paymentOf(0, { period: '2008-H2' });

async function act(office: FinanceOffice, receivableId: string, what: ReceivableAct, actor: Actor) {
  const done = await office.useCases.handleReceivable({ receivableId, act: what, actor, reason: 'because' });
  if (!done.ok) throw new Error(done.error.kind);
}

async function assessed(office: FinanceOffice, owed: number): Promise<string> {
  const found = await office.useCases.assessOverpayment({
    paymentId: overpaid,
    amountFen: fen(owed),
    reason: 'counted twice',
    actor: ann!,
  });
  if (!found.ok) throw new Error(found.error.kind);
  return found.value.receivableId;
}

/** Two payees were paid, the first too much; the next period's payments are due to both. */
async function debtorOffice(owed: number, options: FinanceOfficeOptions = {}) {
  const office = financeOffice({ recovery, ...options });
  for (let n = 0; n < 2; n += 1) office.awards.add(n, { amountFen: dueFen });
  await office.fund();
  await office.sentRun('2008-H1');
  await office.importing(office.bank.statement(office.bank.debits()));
  const receivableId = await assessed(office, owed);
  await act(office, receivableId, 'notify', bob!);
  await act(office, receivableId, 'agree', bob!);
  for (let n = 0; n < 2; n += 1) await office.fundMore(dueFen);
  return { office, receivableId };
}

const receivable = async (office: FinanceOffice, receivableId: string) =>
  (await createReadReceivable({ table: office.stored })(receivableId))!.head;

/** Debits less credits of an account, by programme's year and share. */
async function byShare(office: FinanceOffice, account: string): Promise<readonly number[]> {
  const { lines } = await office.useCases.trialBalance();
  return lines
    .filter((line) => line.account === account)
    .map(({ debitFen, creditFen }) => debitFen - creditFen);
}

async function newDebits(office: FinanceOffice, runId: string) {
  const ids = new Set((await office.head(runId)).files.map(({ messageId }) => messageId));
  return office.bank.debits([...office.bank.files].flatMap(([id, orders]) => (ids.has(id) ? orders : [])));
}

describe('what a payee owes', () => {
  test('is kept back of their next payment: shown, bound by the release, reserved, and booked when it is sent', async () => {
    const { office, receivableId } = await debtorOffice(10_001);
    const keptBack = { receivableId, amountFen: instalmentFen };
    const preview = await createPreviewRun(office)({ programme: 'rural-reward', period: '2008-H2' });
    expect(preview).toMatchObject({
      value: {
        totals: { totalFen: 2 * dueFen - instalmentFen },
        payments: [{ paymentId: later, amountFen: dueFen - instalmentFen, keptBack }, { amountFen: dueFen }],
      },
    });
    const [spent, available] = [await netOf(office, 'B5'), await netOf(office, 'B2')];
    const runId = await office.prepare('2008-H2');
    const head = await office.build(runId);
    expect(head).toMatchObject({
      state: 'prepared',
      totalFen: 2 * dueFen - instalmentFen,
      keptBack: { count: 1, fen: instalmentFen },
    });
    expect((await createReadRun(office)(runId))?.keptBack).toEqual({ count: 1, fen: instalmentFen });
    expect((await createListRunPayments(office)(runId))?.items).toMatchObject([
      { paymentId: later, amountFen: dueFen - instalmentFen, keptBack },
      { amountFen: dueFen },
    ]);
    expect(await createReadPayment(office)(later)).toMatchObject({
      amountFen: dueFen - instalmentFen,
      keptBack,
    });
    expect(await receivable(office, receivableId)).toMatchObject({
      state: 'recovering',
      reserved: { paymentId: later, runId, attempt: 1 },
    });
    expect(await netOf(office, 'A2')).toBe(10_001);
    expect(await netOf(office, 'L1')).toBe(-2 * dueFen);
    expect(await office.release(runId)).toMatchObject({ ok: true });
    await office.steps.sendFiles({ runId });
    expect(await netOf(office, 'A2')).toBe(10_001 - instalmentFen);
    expect(await netOf(office, 'B2')).toBe(available - instalmentFen);
    expect(await netOf(office, 'L1')).toBe(0);
    const after = await receivable(office, receivableId);
    expect(after).not.toHaveProperty('reserved');
    expect(owedFen(after)).toBe(10_001 - instalmentFen);
    const debits = await newDebits(office, runId);
    expect(debits.map(({ amountFen }) => amountFen)).toEqual([dueFen - instalmentFen, dueFen]);
    await office.importing(office.bank.statement(debits));
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    expect(await createReconciliationReport(office)(runId)).toMatchObject({
      award: { count: 2, fen: 2 * dueFen },
      keptBack: { count: 1, fen: instalmentFen },
      instruction: { count: 2, fen: 2 * dueFen - instalmentFen },
      agrees: true,
    });
    expect(await netOf(office, 'B5')).toBe(spent - (2 * dueFen - instalmentFen));
    expect(await netOf(office, 'L2')).toBe(0);
    await expectSound(office, runId);
  });

  test('is bound by the release: another instalment is another payload', async () => {
    const { office } = await debtorOffice(10_001);
    const {
      keptBack,
      payments: count,
      payloadHash,
      ...head
    } = await office.build(await office.prepare('2008-H2'));
    expect(keptBack).toBeDefined();
    expect(payloadHashOf({ ...head, count, keptBack: keptBack! })).toBe(payloadHash);
    expect(payloadHashOf({ ...head, count })).not.toBe(payloadHash);
    const other = { ...keptBack!, root: '0'.repeat(64) };
    expect(payloadHashOf({ ...head, count, keptBack: other })).not.toBe(payloadHash);
  });

  test('ends with the last instalment, of which each share takes what is left', async () => {
    const shares: readonly Weight[] = [
      { name: 'province', basisPoints: 3_333 },
      { name: 'city', basisPoints: 3_333 },
      { name: 'district', basisPoints: 3_334 },
    ];
    const { office, receivableId } = await debtorOffice(7_001, { shares });
    for (const [period, left, state] of [
      ['2008-H2', 1_001, 'recovering'],
      ['2009-H1', 0, 'recovered'],
      ['2009-H2', 0, 'recovered'],
    ] as const) {
      if (period !== '2008-H2') for (let n = 0; n < 2; n += 1) await office.fundMore(dueFen);
      const runId = await office.sentRun(period);
      const head = await receivable(office, receivableId);
      expect({ period, state: head.state, left: owedFen(head) }).toEqual({ period, state, left });
      expect((await byShare(office, 'L1')).every((net) => net === 0)).toBe(true);
      await office.importing(office.bank.statement(await newDebits(office, runId)));
      expect((await byShare(office, 'L2')).every((net) => net === 0)).toBe(true);
      await expectSound(office, runId);
    }
    expect((await byShare(office, 'A2')).every((net) => net === 0)).toBe(true);
  });

  test('of an earlier year is paid to the treasury, and its closed budget is left alone', async () => {
    const { office, receivableId } = await debtorOffice(1_000);
    const available = await netOf(office, 'B2');
    office.clock.move('2009-01-05');
    const runId = await office.sentRun('2008-H2');
    expect(await receivable(office, receivableId)).toMatchObject({ state: 'recovered' });
    expect(await netOf(office, 'B2')).toBe(available);
    expect(await netOf(office, 'A2')).toBe(0);
    await expectSound(office, runId);
  });

  test('is told to the payee, each time', async () => {
    const { office } = await debtorOffice(10_001);
    await office.sentRun('2008-H2');
    const texts = storeReader(office.database)()
      .filter(({ pk }) => pk.startsWith('OUTBOX#'))
      .map(({ message }) => JSON.parse(message as string) as { readonly text?: string })
      .flatMap(({ text }) => text ?? []);
    expect(texts).toEqual(expect.arrayContaining(['recovery-notified', 'recovery-instalment']));
  });

  test('is explained by the ledger down to the payment', async () => {
    const { office } = await debtorOffice(10_001);
    const runId = await office.sentRun('2008-H2');
    const transfers = storeReader(office.database)()
      .filter(({ pk }) => pk.startsWith('TRANSFER#'))
      .map(parseTransfer)
      .filter((transfer) => transfer.runId === runId && transfer.book === 'financial');
    for (const { id, event, amountFen } of transfers) {
      const explained = await createExplainEntry(office)(id);
      const parts = explained?.payments.map(({ partFen }) => partFen) ?? [];
      expect({ event, sum: parts.reduce<number>((sum, part) => sum + part, 0) }).toEqual({
        event,
        sum: amountFen,
      });
    }
    expect(new Set(transfers.map(({ event }) => event))).toEqual(
      new Set(['roll-prepared', 'sent', 'offset-paid']),
    );
  });
});

describe('nothing is kept back', () => {
  const builtWithout = async (office: FinanceOffice): Promise<void> => {
    const head = await office.build(await office.prepare('2008-H2'));
    expect(head).toMatchObject({ state: 'prepared', totalFen: 2 * dueFen });
    expect(head).not.toHaveProperty('keptBack');
  };

  test.each<readonly [string, readonly ReceivableAct[]]>([
    ['of what nobody has notified', []],
    ['while the payee may object', ['notify']],
    ['while their objection is open', ['notify', 'appeal']],
    ['while it is paused for hardship', ['notify', 'agree', 'hardship']],
  ])('%s', async (_, acts) => {
    const office = financeOffice({ recovery });
    for (let n = 0; n < 2; n += 1) office.awards.add(n, { amountFen: dueFen });
    await office.fund();
    await office.sentRun('2008-H1');
    await office.importing(office.bank.statement(office.bank.debits()));
    const receivableId = await assessed(office, 10_001);
    for (const what of acts) await act(office, receivableId, what, bob!);
    for (let n = 0; n < 2; n += 1) await office.fundMore(dueFen);
    await builtWithout(office);
  });

  test.each<readonly [string, LastDeath, boolean]>([
    ['a month after a death in the family', calendarDate('2008-06-01'), true],
    ['when nobody knows of one', 'unknown', true],
    ['but later', calendarDate('2008-01-01'), false],
  ])('%s', async (_, lastDeath, isSpared) => {
    const { office } = await debtorOffice(10_001);
    const award = office.awards.awards.get('award-0000000')!;
    if (award.due.outcome === 'due') office.awards.put({ ...award, due: { ...award.due, lastDeath } });
    const preview = await createPreviewRun(office)({ programme: 'rural-reward', period: '2008-H2' });
    const shown = preview.ok ? preview.value.payments.filter(({ keptBack }) => keptBack).length : -1;
    expect(shown).toBe(isSpared ? 0 : 1);
    if (isSpared) await builtWithout(office);
    else expect((await office.build(await office.prepare('2008-H2'))).keptBack).toMatchObject({ count: 1 });
  });

  test('where the policy has no limits', async () => {
    const { office } = await debtorOffice(10_001);
    Reflect.deleteProperty(office.termsOfPeriod, 'recovery');
    await builtWithout(office);
  });
});

describe('what a run keeps back', () => {
  test('is given back with the run, and taken by the next one, none of it booked', async () => {
    const { office, receivableId } = await debtorOffice(10_001);
    const before = await netOf(office, 'A2');
    const runId = await office.prepare('2008-H2');
    await office.build(runId);
    await office.useCases.sendBackRun({ runId, actor: approver, reason: 'x' });
    expect(await receivable(office, receivableId)).not.toHaveProperty('reserved');
    expect((await createReadPayment(office)(later))?.state).toBe('planned');
    await office.build(runId);
    expect(await receivable(office, receivableId)).toMatchObject({ reserved: { runId, attempt: 2 } });
    await office.release(runId);
    await office.useCases.cancelRun({ runId, actor: preparer, reason: 'x' });
    await office.steps.voidRun({ runId });
    expect(await receivable(office, receivableId)).not.toHaveProperty('reserved');
    expect(await netOf(office, 'A2')).toBe(before);
    expect(await netOf(office, 'L1')).toBe(0);
    const next = await office.sentRun('2008-H2');
    expect(owedFen(await receivable(office, receivableId))).toBe(10_001 - instalmentFen);
    await expectSound(office, next);
  });

  test('is not kept back of the payment any more once the debt is gone', async () => {
    const { office, receivableId } = await debtorOffice(10_001);
    const runId = await office.prepare('2008-H2');
    await office.build(runId);
    await office.useCases.sendBackRun({ runId, actor: approver, reason: 'x' });
    await office.useCases.recordRepayment({
      receivableId,
      amountFen: fen(10_001),
      receipt: 'R-1',
      actor: bob!,
    });
    expect(await office.build(runId)).toMatchObject({ totalFen: 2 * dueFen });
    expect(await createReadPayment(office)(later)).not.toHaveProperty('keptBack');
    await office.release(runId);
    await office.steps.sendFiles({ runId });
    await office.importing(office.bank.statement(await newDebits(office, runId)));
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    await expectSound(office, runId);
  });

  test('nobody else disposes of until it is sent', async () => {
    const { office, receivableId } = await debtorOffice(10_001);
    const runId = await office.prepare('2008-H2');
    await office.build(runId);
    const cash = (amount: number, receipt: string) =>
      office.useCases.recordRepayment({ receivableId, amountFen: fen(amount), receipt, actor: bob! });
    const free = 10_001 - instalmentFen;
    expect(await cash(free + 1, 'R-1')).toEqual({
      ok: false,
      error: { kind: 'more-than-owed', mostFen: free },
    });
    for (const what of ['hardship', 'write-off'] as const) {
      await expect(act(office, receivableId, what, bob!)).rejects.toThrow('kept-back-by-run');
    }
    expect(await cash(free, 'R-2')).toMatchObject({ ok: true, value: { state: 'recovering' } });
    await office.release(runId);
    await office.steps.sendFiles({ runId });
    expect(await receivable(office, receivableId)).toMatchObject({ state: 'recovered' });
    expect(await netOf(office, 'A2')).toBe(0);
  });

  test('is never more than is owed, however many runs are built at once', async () => {
    const { office, receivableId } = await debtorOffice(4_000);
    for (let n = 0; n < 6; n += 1) await office.fundMore(dueFen);
    const periods = ['2008-H2', '2009-H1', '2009-H2', '2010-H1'];
    const runIds = await Promise.all(periods.map((period) => office.prepare(period)));
    const [heads] = await Promise.all([
      Promise.all(runIds.flatMap((runId) => [runId, runId]).map((runId) => office.build(runId))),
      office.useCases.recordRepayment({ receivableId, amountFen: fen(1_500), receipt: 'R', actor: bob! }),
    ]);
    const kept = new Map(heads.map(({ runId, keptBack }) => [runId, keptBack?.fen ?? 0]));
    expect([...kept.values()].filter((one) => one > 0)).toHaveLength(1);
    for (const runId of runIds) {
      await office.release(runId);
      await office.steps.sendFiles({ runId });
    }
    const head = await receivable(office, receivableId);
    expect(head.state).toBe('recovered');
    expect(await netOf(office, 'A2')).toBe(0);
    await expectSound(office, runIds[0]!);
  });

  const returnedOffice = async () => {
    const { office, receivableId } = await debtorOffice(10_001);
    const runId = await office.sentRun('2008-H2');
    const [debit, other] = await newDebits(office, runId);
    const back = { ...debit, direction: 'credit', bankReference: 'BACK' } as const;
    await office.importing(
      office.bank.statement([debit!, other!, { ...back, returned: { reason: { code: 'AC04' } } }]),
    );
    expect((await createReadPayment(office)(later))?.state).toBe('returned');
    return { office, receivableId, runId };
  };

  test('stays paid when the payment comes back: what goes out again is what was sent', async () => {
    const { office, receivableId } = await returnedOffice();
    await createReissuePayment(office)({ paymentId: later, actor: ann! });
    const runId = await office.sentRun('2008-H2');
    expect(await office.head(runId)).toMatchObject({ payments: 1, totalFen: dueFen - instalmentFen });
    expect(owedFen(await receivable(office, receivableId))).toBe(10_001 - instalmentFen);
    await office.importing(office.bank.statement(await newDebits(office, runId)));
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    for (const account of ['L1', 'L2', 'L3'])
      expect((await byShare(office, account)).every((net) => net === 0)).toBe(true);
    await expectSound(office, runId);
  });

  test('is owed again when two people find that the payment was not', async () => {
    const { office, receivableId } = await returnedOffice();
    const cancel = createCancelPayment(office);
    await cancel({ paymentId: later, event: 'propose', actor: ann!, reason: 'died before the period' });
    expect(await cancel({ paymentId: later, event: 'approve', actor: bob! })).toMatchObject({ ok: true });
    const again = await receivable(office, `rcv-${later}-1`);
    expect(again).toMatchObject({ state: 'assessed', amountFen: instalmentFen, paymentId: later });
    expect(await netOf(office, 'A2')).toBe(10_001 - instalmentFen);
    await act(office, again.receivableId, 'notify', eve!);
    expect(await netOf(office, 'A2')).toBe(10_001);
    // What was paid too much, and the other payee's two payments.
    expect(await netOf(office, 'E1')).toBe(3 * dueFen - 10_001);
    expect(owedFen(await receivable(office, receivableId))).toBe(10_001 - instalmentFen);
    expect((await byShare(office, 'L3')).every((net) => net === 0)).toBe(true);
  });

  test('is owed again once, though the payment that was not owed came back in two parts', async () => {
    const { office } = await debtorOffice(10_001);
    const runId = await office.sentRun('2008-H2');
    const [debit, other] = await newDebits(office, runId);
    await office.importing(office.bank.statement([debit!, other!]));
    await office.steps.closeRun({ runId });
    const part = (amount: number, bankReference: string) =>
      ({ ...debit!, direction: 'credit', amountFen: fen(amount), bankReference, returned: {} }) as const;
    const parts = [part(20_000, 'R1'), part(dueFen - instalmentFen - 20_000, 'R2')];
    await office.importing(office.bank.statement(parts));
    const { handleException, listExceptions } = office.useCases;
    const { items } = await listExceptions();
    expect(items.map(({ reason }) => reason)).toEqual(['late-return', 'late-return']);
    const settlement = { kind: 'not-due', paymentId: later } as const;
    for (const { exceptionId } of items) {
      await handleException({ exceptionId, event: 'take', actor: ann! });
      await handleException({ exceptionId, event: 'propose', actor: ann!, resolution: 'died', settlement });
      expect(await handleException({ exceptionId, event: 'approve', actor: bob! })).toMatchObject({
        ok: true,
      });
    }
    const { items: owedAgain } = await office.useCases.listReceivables({ state: 'assessed' });
    expect(owedAgain.map(({ amountFen }) => amountFen)).toEqual([instalmentFen]);
  });

  test.each(['before', 'after'] as const)('is kept back once, though killed %s any write', async (when) => {
    for (let at = 1; ; at += 1) {
      const crash = new CrashingTable();
      const { office, receivableId } = await debtorOffice(10_001, { wrap: (table) => crash.wrap(table) });
      crash.arm(at, when);
      let runId = '';
      const steps: (() => Promise<unknown>)[] = [
        async () => (runId = await office.prepare('2008-H2')),
        () => office.build(runId),
        () => office.release(runId),
        () => office.steps.sendFiles({ runId }),
        async () => office.importing(office.bank.statement(await newDebits(office, runId), { sequence: 2 })),
      ];
      // Whoever is cut off asks again.
      for (const step of steps) await step().catch(step);
      const killed = crash.transactions >= at;
      expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
      expect(owedFen(await receivable(office, receivableId))).toBe(10_001 - instalmentFen);
      expect(await netOf(office, 'A2')).toBe(10_001 - instalmentFen);
      for (const account of ['L1', 'L2'])
        expect((await byShare(office, account)).every((net) => net === 0)).toBe(true);
      await expectSound(office, runId);
      if (!killed) break;
    }
  });
});
