import { describe, expect, test } from '@jest/globals';
import { payoutChangedActions } from '../../functions/app/payments/payout-changes.ts';
import { createListLeftOut } from '../../functions/app/payments/list-left-out.ts';
import { createReadRun } from '../../functions/app/payments/read-run.ts';
import { createReadPayment } from '../../functions/app/payments/read-payment.ts';
import { createReissuePayment } from '../../functions/app/payments/reissue-payment.ts';
import { addUser } from '../../functions/app/access/users.ts';
import { awardedActions } from '../../functions/app/awards/award-head.ts';
import { familyRows } from '../../functions/app/claims/family.ts';
import { createAdoptRun } from '../../functions/app/payments/steps/adopt-run.ts';
import type { Actor } from '../../functions/domain/audit/actor.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { paymentIdOf } from '../../functions/domain/payments/payment-id.ts';
import { approver, type FinanceOffice, financeOffice, netOf, preparer } from '../builders/finance-office.ts';

async function anOffice(
  awards = 5,
  options: Parameters<typeof financeOffice>[0] = {},
): Promise<FinanceOffice> {
  const office = financeOffice(options);
  for (let n = 0; n < awards; n += 1) office.awards.add(n, { amountFen: 30_001 });
  await office.fund();
  return office;
}

/** What the workflow would be woken with, the newest last. */
async function wakes(office: FinanceOffice): Promise<unknown[]> {
  const rows: { sk: string; message: string }[] = [];
  for (let shard = 0; shard < 16; shard += 1) {
    const page = await office.stored.query({ pk: `OUTBOX#${String(shard).padStart(2, '0')}` });
    rows.push(...page.items.map(({ sk, message }) => ({ sk, message: message as string })));
  }
  return rows
    .sort((a, b) => (a.sk < b.sk ? -1 : 1))
    .map(({ message }) => JSON.parse(message) as { type: string; output?: unknown })
    .filter(({ type }) => type === 'wake-workflow')
    .map(({ output }) => output);
}

const paymentOf = (n: number): string =>
  paymentIdOf({
    programme: 'rural-reward',
    period: '2008-H1',
    personIndex: `person-${String(n)}`,
    component: 'base',
  });

const stop = (runId: string) => ({ runId, actor: preparer, reason: 'test' });

describe('a payment run', () => {
  test('goes from the roll to the reconciled statement, and its ledger balances', async () => {
    const office = await anOffice(25);
    const runId = await office.sentRun();
    expect(await office.head(runId)).toMatchObject({ state: 'sent', payments: 25, totalFen: 25 * 30_001 });
    expect(office.bank.orders()).toHaveLength(25);

    const result = await office.importing(office.bank.statement(office.bank.debits()));

    expect(result).toEqual({
      ok: true,
      value: {
        messageId: 'MSG-ST000001',
        matched: 25,
        returned: 0,
        rejected: 0,
        exceptions: 0,
        alreadyImported: false,
      },
    });
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    expect(await office.useCases.trialBalance({ recompute: true })).toMatchObject({
      balanced: true,
      differences: [],
    });
    expect(await netOf(office, 'B5')).toBe(-25 * 30_001);
    expect(await netOf(office, 'B3')).toBe(0);
    expect(await netOf(office, 'B4')).toBe(0);
    expect(await netOf(office, 'L2')).toBe(0);
    expect(await netOf(office, 'E1')).toBe(25 * 30_001);
    expect(await office.steps.closeRun({ runId })).toEqual({ outcome: 'closed' });
    expect(await createReadPayment({ table: office.stored })(paymentOf(3))).toMatchObject({
      state: 'closed',
      amountFen: 30_001,
      runId,
    });
  });

  test('of an unknown programme is not prepared', async () => {
    const office = await anOffice();
    const result = await office.useCases.prepareRun({
      programme: 'none',
      period: '2008-H1',
      actor: preparer,
    });
    expect(result).toEqual({ ok: false, error: { kind: 'unknown-programme-or-period' } });
  });

  test('prepared again while it is open is the same run', async () => {
    const office = await anOffice();
    const runId = await office.prepare();
    const again = await Promise.all(Array.from({ length: 10 }, () => office.prepare()));
    expect(new Set([runId, ...again])).toEqual(new Set([runId]));
  });

  test('prepared by many at once is one run', async () => {
    const office = await anOffice();
    const runs = await Promise.all(Array.from({ length: 20 }, () => office.prepare()));
    expect(new Set(runs).size).toBe(1);
  });

  test('leaves out who cannot be paid, each with the reason', async () => {
    const office = await anOffice(1);
    const decisionHash = 'd';
    office.awards.add(1, { due: { outcome: 'not-due', codes: ['age'], decisionHash } });
    office.awards.add(2, { due: { outcome: 'unknown', codes: ['children'], decisionHash } });
    const { payee: _payee, ...withoutPayee } = office.awards.add(3);
    office.awards.put(withoutPayee);
    office.awards.add(4, { state: 'suspended' });
    office.awards.add(5, { account: { holder: '', bank: 'DEMOCNSH', number: '1' } });
    office.awards.add(6, { personIndex: 'person-0' });
    office.awards.add(7, { due: { outcome: 'due', components: [], decisionHash } });
    const runId = await office.prepare();
    const head = await office.build(runId);
    expect(head.payments).toBe(1);
    expect(head.leftOut).toEqual({
      'not-due': 2,
      unknown: 1,
      'no-account': 1,
      'award-not-payable': 1,
      'account-unusable': 1,
      'twice-on-roll': 1,
    });
    const { items } = await createListLeftOut({ table: office.stored })({ runId });
    expect(items).toContainEqual({ awardId: 'award-0000001', reason: 'not-due', codes: ['age'] });
    expect(items).toHaveLength(7);
  });

  test('lists whom it leaves out by pages of a hundred, over chunks, of one reason if wanted', async () => {
    const office = await anOffice(1, { chunkSize: 30 });
    const due = { outcome: 'not-due', codes: ['age'], decisionHash: 'd' } as const;
    for (let n = 1; n <= 130; n += 1) office.awards.add(n, n % 10 === 0 ? { state: 'suspended' } : { due });
    const runId = await office.prepare();
    const list = createListLeftOut({ table: office.stored });
    expect(await list({ runId })).toEqual({ items: [] });
    await office.steps.planRoll({ runId });
    expect(await list({ runId })).toEqual({ items: [] });
    await office.build(runId);

    const first = await list({ runId });
    expect(first.items).toHaveLength(100);
    const second = await list({ runId, cursor: first.cursor });
    expect(second.items).toHaveLength(30);
    expect(second.cursor).toBeUndefined();
    expect(new Set([...first.items, ...second.items].map(({ awardId }) => awardId)).size).toBe(130);

    const suspended = await list({ runId, reason: 'award-not-payable' });
    expect(suspended.items).toHaveLength(13);
    expect(suspended.items.every(({ reason }) => reason === 'award-not-payable')).toBe(true);
    expect(suspended.cursor).toBeUndefined();
    const notDue = await list({ runId, reason: 'not-due' });
    expect(notDue.items).toHaveLength(100);
    expect((await list({ runId, reason: 'not-due', cursor: notDue.cursor })).items).toHaveLength(17);
    expect(await list({ runId, reason: 'held' })).toEqual({ items: [] });
  });

  test('waits for registers that do not answer, and in the end leaves out whom they are silent about', async () => {
    const office = await anOffice(3);
    const runId = await office.prepare();
    await office.steps.planRoll({ runId });
    office.awards.silent = 1;
    await expect(office.steps.buildChunk({ runId, attempt: 1, chunk: 0 })).rejects.toMatchObject({
      name: 'RegisterUnavailable',
    });
    office.awards.silent = 1;
    await office.steps.buildChunk({ runId, attempt: 1, chunk: 0, giveUp: true });
    await office.steps.buildFiles({ runId, attempt: 1 });
    expect(await office.head(runId)).toMatchObject({
      state: 'prepared',
      payments: 2,
      leftOut: { unknown: 1 },
    });
  });

  test('decides each award once, however often a chunk is built', async () => {
    const office = await anOffice(4);
    const runId = await office.prepare();
    await office.steps.planRoll({ runId });
    for (let times = 0; times < 3; times += 1) await office.steps.buildChunk({ runId, attempt: 1, chunk: 0 });
    expect(office.awards.decisions).toBe(4);
  });

  test('with nobody on the roll comes to nothing, and cannot be released', async () => {
    const office = await anOffice(0);
    const runId = await office.prepare();
    await office.build(runId);
    expect(await office.head(runId)).toMatchObject({ state: 'prepared', payments: 0, files: [] });
    expect(await office.release(runId)).toEqual({ ok: false, error: { kind: 'nothing-to-pay' } });
  });

  test('stops at a lack of committed budget, refuses nobody, and goes on when it is prepared again', async () => {
    const office = financeOffice();
    for (let n = 0; n < 3; n += 1) office.awards.add(n);
    const runId = await office.prepare();
    await office.build(runId);
    expect(await office.head(runId)).toMatchObject({
      state: 'building',
      fault: 'commitment-short:B3:district',
    });
    expect(await netOf(office, 'L1')).toBe(0);
    await office.steps.awaitRelease({ runId, attempt: 1, taskToken: 'token' });
    await office.fund();
    expect(await office.prepare()).toBe(runId);
    expect(await wakes(office)).toEqual([{ signal: 'rebuild' }]);
    await office.build(runId);
    expect(await office.head(runId)).toMatchObject({ state: 'prepared', attempt: 2, payments: 3 });
  });
});

describe('a release', () => {
  async function preparedRun(office: FinanceOffice): Promise<string> {
    const runId = await office.prepare();
    await office.build(runId);
    return runId;
  }
  const releaseBy = async (office: FinanceOffice, runId: string, actor: Actor) =>
    office.useCases.releaseRun({ runId, payloadHash: (await office.head(runId)).payloadHash ?? '', actor });

  test('is not the preparer’s, whatever their role', async () => {
    const office = await anOffice();
    const runId = await preparedRun(office);
    expect(await releaseBy(office, runId, preparer)).toEqual({ ok: false, error: { kind: 'same-person' } });
  });

  test('is not for who had a part in a claim that is paid', async () => {
    const office = await anOffice();
    office.awards.add(4, { amountFen: 30_001, participants: [approver.id] });
    const runId = await preparedRun(office);
    expect(await releaseBy(office, runId, approver)).toEqual({ ok: false, error: { kind: 'took-part' } });
    expect(await releaseBy(office, runId, { kind: 'staff', id: 'another' })).toMatchObject({ ok: true });
  });

  test('is nobody’s whose family the programme pays, and neither is its preparation', async () => {
    const office = await anOffice();
    const runId = await preparedRun(office);
    const by = { kind: 'system', id: 'test' } as const;
    for (const [at, state] of (['active', 'ended'] as const).entries()) {
      const sub = `relative-${String(at)}`;
      const user = { sub, grants: [], residentIndex: `index-of-${sub}` };
      await addUser(office.stored, user, by, office.clock.now());
      await office.stored.transact([
        ...familyRows({ claimId: `claim-${sub}`, programme: 'rural-reward' }, [
          { residentIndex: `index-of-${sub}`, relation: 'child' },
        ]),
        ...awardedActions(
          {
            awardId: `award-${sub}`,
            claimId: `claim-${sub}`,
            programme: 'rural-reward',
            policyVersion: '2008',
            state,
            period: '2008-H1',
            areaCode: '320602001001',
            personIndex: `index-of-parent-of-${sub}`,
            accountVersion: 1,
            awardedOn: '2008-06-20',
            recordHash: 'h',
            amountFen: 30_000,
            duties: [],
          },
          { actor: by, at: office.clock.now() },
        ),
      ]);
    }
    const relative: Actor = { kind: 'staff', id: 'relative-0' };
    expect(await releaseBy(office, runId, relative)).toEqual({ ok: false, error: { kind: 'own-family' } });
    const preparing = { programme: 'rural-reward', period: '2008-H1', actor: relative };
    expect(await office.useCases.prepareRun(preparing)).toEqual({ ok: false, error: { kind: 'own-family' } });
    expect(await releaseBy(office, runId, { kind: 'staff', id: 'relative-1' })).toMatchObject({ ok: true });
  });

  test('is not asked for what a participant prepared: it stops, and another person prepares it again', async () => {
    const office = await anOffice();
    office.awards.add(4, { amountFen: 30_001, participants: [preparer.id] });
    const runId = await preparedRun(office);
    expect(await office.head(runId)).toMatchObject({ state: 'building', fault: 'preparer-took-part' });
    expect(await netOf(office, 'L1')).toBe(0);
    const again = {
      programme: 'rural-reward',
      period: '2008-H1',
      actor: { kind: 'staff', id: 'preparer-2' },
    } as const;
    expect(await office.useCases.prepareRun(again)).toMatchObject({ ok: true, value: { runId } });
    await office.build(runId);
    expect(await office.head(runId)).toMatchObject({
      state: 'prepared',
      preparedBy: 'preparer-2',
      payments: 5,
    });
    expect(await office.release(runId)).toMatchObject({ ok: true });
  });

  test('binds what was seen: another hash is stale', async () => {
    const office = await anOffice();
    const runId = await preparedRun(office);
    const result = await office.useCases.releaseRun({ runId, payloadHash: '0'.repeat(64), actor: approver });
    expect(result).toEqual({ ok: false, error: { kind: 'stale-payload' } });
  });

  test('given twice is one release; of no run, or one that is not prepared, is refused', async () => {
    const office = await anOffice();
    const runId = await preparedRun(office);
    expect(await office.release(runId)).toMatchObject({ ok: true, value: { state: 'released' } });
    const version = (await office.head(runId)).version;
    expect(await office.release(runId)).toMatchObject({ ok: true });
    expect((await office.head(runId)).version).toBe(version);
    const other = { runId, payloadHash: 'x', actor: { kind: 'staff', id: 'other' } } as const;
    expect(await office.useCases.releaseRun(other)).toEqual({
      ok: false,
      error: { kind: 'wrong-state', state: 'released' },
    });
    expect(await office.useCases.releaseRun({ ...other, runId: 'run-none' })).toEqual({
      ok: false,
      error: { kind: 'not-found' },
    });
  });

  test('needs cash for all that is prepared and on its way', async () => {
    const office = await anOffice();
    const runId = await preparedRun(office);
    const cash = await netOf(office, 'A1');
    const taken = await office.stored.transact([
      {
        update: { pk: 'BALANCE', sk: '2008#rural-reward#A1#district#9000000001' },
        add: { debitFen: -cash / 2, netFen: -cash / 2 },
      },
    ]);
    expect(taken.ok).toBe(true);
    expect(await office.release(runId)).toMatchObject({
      ok: false,
      error: { kind: 'cash-short', share: 'district' },
    });
  });

  test('finds an account that has changed since, and sends the run back to be built anew', async () => {
    const office = await anOffice();
    const runId = await preparedRun(office);
    await office.steps.awaitRelease({ runId, attempt: 1, taskToken: 'token' });
    const award = office.awards.add(2, {
      amountFen: 30_001,
      payee: { accountIndex: 'new', accountVersion: 2 },
    });
    const change = { kind: 'account', awardId: award.awardId, accountVersion: 2 } as const;
    await office.stored.transact(await payoutChangedActions(office.stored, 'rural-reward', change));
    expect(await office.release(runId)).toEqual({ ok: false, error: { kind: 'accounts-changed' } });
    expect(await wakes(office)).toEqual([{ signal: 'rebuild' }]);
    await office.build(runId);
    expect(await office.release(runId)).toMatchObject({ ok: true });
    expect(await netOf(office, 'L1')).toBe(-5 * 30_001);
  });

  test('does not mind a change of an account that the run does not pay', async () => {
    const office = await anOffice();
    const runId = await preparedRun(office);
    const change = { kind: 'account', awardId: 'award-elsewhere', accountVersion: 2 } as const;
    await office.stored.transact(await payoutChangedActions(office.stored, 'rural-reward', change));
    expect(await office.release(runId)).toMatchObject({ ok: true });
  });

  test('is overtaken by an account that changes before the files go out', async () => {
    const office = await anOffice();
    const runId = await preparedRun(office);
    await office.release(runId);
    const change = { kind: 'account', awardId: 'award-0000001', accountVersion: 2 } as const;
    await office.stored.transact(await payoutChangedActions(office.stored, 'rural-reward', change));
    expect(await office.steps.sendFiles({ runId })).toMatchObject({ outcome: 'rebuild' });
    expect(office.bank.sends).toEqual([]);
    expect(await office.head(runId)).toMatchObject({ state: 'building', attempt: 2 });
  });

  test('wakes the workflow, whichever comes second', async () => {
    const first = await anOffice();
    const runId = await preparedRun(first);
    await first.steps.awaitRelease({ runId, attempt: 1, taskToken: 'token' });
    await first.release(runId);
    expect(await wakes(first)).toEqual([{ signal: 'released' }]);

    const second = await anOffice();
    const other = await preparedRun(second);
    await second.release(other);
    expect(await wakes(second)).toEqual([]);
    await second.steps.awaitRelease({ runId: other, attempt: 1, taskToken: 'token' });
    expect(await wakes(second)).toEqual([{ signal: 'released' }]);
  });
});

describe('stopping a run', () => {
  test('cancelled, it gives its obligations back, and its payments go with the next run under their ids', async () => {
    const office = await anOffice();
    const runId = await office.prepare();
    await office.build(runId);
    expect(await netOf(office, 'B4')).toBe(-5 * 30_001);
    expect(await office.useCases.cancelRun(stop(runId))).toMatchObject({ ok: true });
    expect(await office.useCases.cancelRun(stop(runId))).toMatchObject({ ok: true });
    await office.steps.voidRun({ runId });
    await office.steps.voidRun({ runId });
    expect(await netOf(office, 'B4')).toBe(0);
    expect(await netOf(office, 'L1')).toBe(0);
    expect(await createReadPayment({ table: office.stored })(paymentOf(0))).toMatchObject({
      state: 'planned',
    });

    const next = await office.sentRun();
    expect(next).not.toBe(runId);
    expect(await office.head(next)).toMatchObject({ payments: 5 });
    const payment = await createReadPayment({ table: office.stored })(paymentOf(0));
    expect(payment).toMatchObject({ state: 'sent', runId: next, reissue: 0 });
    expect(office.bank.orders().map(({ endToEndId }) => endToEndId)).toContain(payment?.endToEndId);
  });

  test('sent back, it is built anew with other files and the same payments', async () => {
    const office = await anOffice();
    const runId = await office.prepare();
    const before = await office.build(runId);
    expect(await office.useCases.sendBackRun(stop(runId))).toMatchObject({ ok: true });
    const after = await office.build(runId);
    expect(after).toMatchObject({ state: 'prepared', attempt: 2, payments: 5, totalFen: before.totalFen });
    expect(after.payloadHash).not.toBe(before.payloadHash);
    expect(await netOf(office, 'B4')).toBe(-5 * 30_001);
    const stale = { runId, payloadHash: before.payloadHash ?? '', actor: approver };
    expect(await office.useCases.releaseRun(stale)).toMatchObject({ error: { kind: 'stale-payload' } });
  });

  test('cannot be once a file may be with the bank', async () => {
    const office = await anOffice();
    const runId = await office.prepare();
    await office.build(runId);
    await office.release(runId);
    office.bank.nextSends.push('timed-out');
    await office.steps.sendFiles({ runId });
    expect(await office.useCases.cancelRun(stop(runId))).toEqual({
      ok: false,
      error: { kind: 'wrong-state', state: 'unknown' },
    });
  });

  test('a filed run that lies here may be cancelled, one on its way may not', async () => {
    const office = await anOffice();
    const runId = await office.prepare();
    await office.build(runId);
    await office.release(runId);
    office.bank.nextSends.push('unavailable');
    await expect(office.steps.sendFiles({ runId })).rejects.toMatchObject({ name: 'BankUnavailable' });
    const file = { pk: `RUN#${runId}`, sk: 'FILE#001#0001' };
    await office.stored.transact([{ update: file, set: { status: 'sending' } }]);
    expect(await office.useCases.cancelRun(stop(runId))).toMatchObject({ error: { kind: 'wrong-state' } });
    await office.stored.transact([{ update: file, set: { status: 'ready' } }]);
    expect(await office.useCases.cancelRun(stop(runId))).toMatchObject({ ok: true });
    expect(await office.steps.sendFiles({ runId })).toMatchObject({ outcome: 'settled' });
    expect(office.bank.sends).toEqual([]);
  });
});

describe('a second run', () => {
  test('holds only what is not yet paid', async () => {
    const office = await anOffice(3);
    await office.sentRun();
    office.awards.add(3, { amountFen: 30_001 });
    await office.fundMore(30_001);
    const next = await office.prepare();
    await office.build(next);
    expect(await office.head(next)).toMatchObject({ payments: 1, leftOut: { 'awaiting-bank': 3 } });
  });

  test('says of those who are paid, returned or disputed that they are', async () => {
    const office = await anOffice(3);
    await office.sentRun();
    const [first, second, third] = office.bank.debits();
    await office.importing(
      office.bank.statement([
        first!,
        second!,
        { ...second, direction: 'credit', bankReference: 'R', returned: {} },
        { ...third, amountFen: fen(1) },
      ]),
    );
    const next = await office.prepare();
    await office.build(next);
    expect(await office.head(next)).toMatchObject({
      payments: 0,
      leftOut: { 'already-paid': 1, returned: 1, disputed: 1 },
    });
  });
});

describe('a reissue', () => {
  async function returned(office: FinanceOffice): Promise<void> {
    await office.sentRun();
    const [first, ...others] = office.bank.debits();
    const back = {
      ...first,
      direction: 'credit',
      bankReference: 'R',
      returned: { reason: { code: 'AC04' } },
    } as const;
    await office.importing(office.bank.statement([first!, ...others, back]));
  }

  test('sends a returned payment again, linked, under a new id, and books it once', async () => {
    const office = await anOffice(2);
    await returned(office);
    const read = createReadPayment({ table: office.stored });
    const paymentId = (await read(paymentOf(0)))?.state === 'returned' ? paymentOf(0) : paymentOf(1);
    expect(await read(paymentId)).toMatchObject({ state: 'returned', reason: 'AC04' });
    const reissue = createReissuePayment({ table: office.stored, clock: office.clock });
    const actor: Actor = { kind: 'staff', id: 'reissuer' };
    const asked = await reissue({ paymentId, actor });
    expect(asked).toMatchObject({ ok: true, value: { reissue: 1 } });
    expect(await reissue({ paymentId, actor })).toEqual(asked);
    expect(await netOf(office, 'L3')).toBe(-30_001);

    const next = await office.prepare();
    await office.build(next);
    expect(await office.head(next)).toMatchObject({ payments: 1, leftOut: { 'already-paid': 1 } });
    const { payloadHash = '' } = await office.head(next);
    expect(await office.useCases.releaseRun({ runId: next, payloadHash, actor })).toMatchObject({
      error: { kind: 'took-part' },
    });
    await office.release(next);
    await office.steps.sendFiles({ runId: next });
    expect(await netOf(office, 'L3')).toBe(0);
    const orders = [...office.bank.files.values()].at(-1) ?? [];
    expect(orders).toEqual([{ endToEndId: asked.ok ? asked.value.endToEndId : '', amountFen: 30_001 }]);
    const old = await office.stored.get({ pk: `PAYMENT#${paymentId}`, sk: 'HEAD' });
    expect(old).toMatchObject({ state: 'replaced' });

    await office.importing(office.bank.statement(office.bank.debits(orders)));
    expect(await read(paymentId)).toMatchObject({ state: 'settled', reissue: 1, runId: next });
    expect(await netOf(office, 'B5')).toBe(-2 * 30_001);
    expect(await netOf(office, 'B4')).toBe(0);
    expect(await netOf(office, 'E1')).toBe(2 * 30_001);
  });

  test('is only for what came back', async () => {
    const office = await anOffice(1);
    const reissue = createReissuePayment({ table: office.stored, clock: office.clock });
    expect(await reissue({ paymentId: paymentOf(0), actor: preparer })).toMatchObject({
      error: { kind: 'not-found' },
    });
    await office.sentRun();
    expect(await reissue({ paymentId: paymentOf(0), actor: preparer })).toMatchObject({
      error: { kind: 'wrong-state' },
    });
  });

  test('is released by nobody who prepared, imported or settled what it replaces, but by who released that', async () => {
    const office = await anOffice(2);
    await returned(office);
    const paymentId = paymentOf(0);
    const reissue = createReissuePayment({ table: office.stored, clock: office.clock });
    const someone = (id: string): Actor => ({ kind: 'staff', id });
    // A second debit of the payment is a break that two people settle.
    const mine = office.bank.debits().find(({ endToEndId }) => endToEndId?.toLowerCase().includes(paymentId));
    await office.importing(
      office.bank.statement([{ ...mine, bankReference: 'TWICE' }]),
      someone('importer-2'),
    );
    const { items } = await office.useCases.listExceptions();
    const exceptionId = items.at(-1)?.exceptionId ?? '';
    const handle = office.useCases.handleException;
    await handle({ exceptionId, event: 'take', actor: someone('settler') });
    for (const paid of [paymentOf(0), paymentOf(1)]) {
      await reissue({ paymentId: paid, actor: someone('reissuer') });
    }
    const prepared = await office.useCases.prepareRun({
      programme: 'rural-reward',
      period: '2008-H1',
      actor: someone('preparer-2'),
    });
    const runId = prepared.ok ? prepared.value.runId : '';
    await office.build(runId);
    const { payloadHash = '' } = await office.head(runId);
    for (const id of ['finance.reconciler', 'importer-2', 'settler', 'reissuer', 'finance.preparer']) {
      const result = await office.useCases.releaseRun({ runId, payloadHash, actor: someone(id) });
      expect([id, result]).toEqual([id, { ok: false, error: { kind: 'took-part' } }]);
    }
    expect(await office.useCases.releaseRun({ runId, payloadHash, actor: approver })).toMatchObject({
      ok: true,
    });
    // Who imported what it replaces imports its results as well: it is the same part.
    await office.steps.sendFiles({ runId });
    const orders = [...office.bank.files.values()].at(-1) ?? [];
    expect(await office.importing(office.bank.statement(office.bank.debits(orders)))).toMatchObject({
      ok: true,
    });
    expect(await office.head(runId)).toMatchObject({
      state: 'reconciled',
      importers: ['finance.reconciler'],
    });
  });

  test('is not asked for by who had a part in the claim', async () => {
    const office = await anOffice(1);
    await returned(office);
    const award = awardedActions(
      {
        ...{ awardId: 'award-0000000', claimId: 'claim-0', programme: 'rural-reward', policyVersion: '1' },
        ...{ period: '2008-H1', areaCode: '320602', personIndex: 'person-0', awardedOn: '2008-06-01' },
        ...{ accountVersion: 1, recordHash: 'decision-0', amountFen: 30_001 },
        state: 'active',
        duties: [{ duty: 'review:village', actorId: preparer.id }],
      },
      { actor: approver, at: office.clock.now() },
    );
    await office.stored.transact(award);
    const reissue = createReissuePayment({ table: office.stored, clock: office.clock });
    const paymentId = paymentOf(0);
    expect(await reissue({ paymentId, actor: preparer })).toEqual({
      ok: false,
      error: { kind: 'took-part' },
    });
    expect(await reissue({ paymentId, actor: { kind: 'staff', id: 'another' } })).toMatchObject({ ok: true });
  });

  test('of another amount is a person’s to decide', async () => {
    const office = await anOffice(1);
    await returned(office);
    await createReissuePayment({ table: office.stored, clock: office.clock })({
      paymentId: paymentOf(0),
      actor: preparer,
    });
    office.awards.add(0, { amountFen: 40_000 });
    const next = await office.prepare();
    await office.build(next);
    expect(await office.head(next)).toMatchObject({ payments: 0, leftOut: { 'amount-changed': 1 } });
  });
});

describe('sending', () => {
  async function releasedRun(office: FinanceOffice): Promise<string> {
    const runId = await office.prepare();
    await office.build(runId);
    await office.release(runId);
    return runId;
  }

  test('a timeout that paid is asked after with the same id, and is sent', async () => {
    const office = await anOffice();
    const runId = await releasedRun(office);
    office.bank.nextSends.push('timed-out');
    expect(await office.steps.sendFiles({ runId })).toEqual({ outcome: 'unknown', waitSeconds: 120 });
    expect(await office.head(runId)).toMatchObject({ state: 'unknown' });
    expect(await netOf(office, 'L2')).toBe(0);
    expect(await office.steps.sendFiles({ runId })).toMatchObject({ outcome: 'sent' });
    expect(office.bank.sends).toHaveLength(1);
    expect(office.bank.enquiries).toEqual(office.bank.sends);
    expect(await netOf(office, 'L2')).toBe(-5 * 30_001);
  });

  test('a timeout that did not pay is sent again under the same id', async () => {
    const office = await anOffice();
    const runId = await releasedRun(office);
    office.bank.nextSends.push('lost');
    await office.steps.sendFiles({ runId });
    expect(await office.steps.sendFiles({ runId })).toMatchObject({ outcome: 'sent' });
    expect(office.bank.sends).toHaveLength(2);
    expect(new Set(office.bank.sends).size).toBe(1);
    expect(office.bank.orders()).toHaveLength(5);
  });

  test('silence says nothing: it is asked again, less and less often, and never sent again', async () => {
    const office = await anOffice();
    const runId = await releasedRun(office);
    office.bank.nextSends.push('timed-out');
    office.bank.nextEnquiries.push('silence', 'silence', 'silence');
    const waits: number[] = [];
    for (let times = 0; times < 4; times += 1)
      waits.push((await office.steps.sendFiles({ runId })).waitSeconds);
    expect(waits).toEqual([120, 240, 480, 960]);
    expect(office.bank.sends).toHaveLength(1);
    expect(await office.head(runId)).toMatchObject({ state: 'unknown' });
  });

  test('a bank that cannot be reached leaves the file here', async () => {
    const office = await anOffice();
    const runId = await releasedRun(office);
    office.bank.nextSends.push('unavailable');
    await expect(office.steps.sendFiles({ runId })).rejects.toMatchObject({ name: 'BankUnavailable' });
    expect(await office.head(runId)).toMatchObject({ state: 'filed' });
    expect(await office.steps.sendFiles({ runId })).toMatchObject({ outcome: 'sent' });
    expect(office.bank.enquiries).toEqual([]);
  });

  test('a file that the bank will not take stays here, where finance sees it', async () => {
    const office = await anOffice();
    const runId = await releasedRun(office);
    office.bank.nextSends.push('refused');
    expect(await office.steps.sendFiles({ runId })).toMatchObject({ outcome: 'unknown' });
    const view = await createReadRun(office)(runId);
    expect(view).toMatchObject({ status: 'filed', files: [{ status: 'ready', refused: true }] });
  });

  test('a file that is not the one released is not sent', async () => {
    const office = await anOffice();
    const runId = await releasedRun(office);
    for (const key of office.bankFiles.files.keys()) office.bankFiles.files.set(key, Buffer.from('another'));
    await expect(office.steps.sendFiles({ runId })).rejects.toThrow('not the one released');
    expect(office.bank.sends).toEqual([]);
  });

  test('a statement that comes while the bank’s receipt is unknown settles the run', async () => {
    const office = await anOffice();
    const runId = await releasedRun(office);
    office.bank.nextSends.push('timed-out');
    await office.steps.sendFiles({ runId });
    await office.importing(office.bank.statement(office.bank.debits()));
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    expect(await office.steps.sendFiles({ runId })).toMatchObject({ outcome: 'sent' });
    expect(office.bank.sends).toHaveLength(1);
    expect(await netOf(office, 'L1')).toBe(0);
    expect(await netOf(office, 'L2')).toBe(0);
  });

  test('is the same however often the whole workflow begins anew', async () => {
    const office = await anOffice();
    const runId = await office.sentRun();
    await createAdoptRun(office)({ runId, executionName: runId });
    await createAdoptRun(office)({ runId, executionName: runId });
    expect(await office.head(runId)).toMatchObject({ execution: 2 });
    const { version } = await office.head(runId);
    await office.build(runId);
    await office.steps.awaitRelease({ runId, attempt: 1, taskToken: 'second' });
    expect(await office.steps.sendFiles({ runId })).toMatchObject({ outcome: 'sent' });
    expect(await office.head(runId)).toMatchObject({ version, state: 'sent' });
    expect(await wakes(office)).toEqual([{ signal: 'released' }]);
    expect(office.bank.sends).toHaveLength(1);
  });
});
