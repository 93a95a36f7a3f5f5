import { describe, expect, test } from '@jest/globals';
import { createCancelPayment } from '../../functions/app/payments/cancel-payment.ts';
import { createClosePeriod } from '../../functions/app/periods/close-period.ts';
import { createReadPeriod } from '../../functions/app/periods/list-periods.ts';
import { createHoldPayment } from '../../functions/app/payments/hold-payment.ts';
import { createReadPayment } from '../../functions/app/payments/read-payment.ts';
import { createReissuePayment } from '../../functions/app/payments/reissue-payment.ts';
import { payableKey } from '../../functions/app/payments/run-keys.ts';
import type { Actor } from '../../functions/domain/audit/actor.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { isFinal } from '../../functions/domain/lifecycle/lifecycle.ts';
import {
  cancellationEvents,
  cancellationLifecycle,
  type CancellationEvent,
} from '../../functions/domain/payments/cancellation-lifecycle.ts';
import { paymentIdOf } from '../../functions/domain/payments/payment-id.ts';
import { createCancelPaymentHandler } from '../../functions/handlers/http/payments/cancel-payment/handler.ts';
import { askRoute } from '../builders/ask-route.ts';
import { awardOfFamily } from '../builders/award-of-family.ts';
import { approver, type FinanceOffice, financeOffice, netOf, preparer } from '../builders/finance-office.ts';
import { expectSound } from '../builders/sound-books.ts';
import { CrashingTable } from '../fakes/crashing-table.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';

const amountFen = 30_001;
const ann: Actor = { kind: 'staff', id: 'ann' };
const bob: Actor = { kind: 'staff', id: 'bob' };
const credit = {
  direction: 'credit',
  bankReference: 'BACK',
  returned: { reason: { code: 'MD07' } },
} as const;

const paymentOf = (component: string): string =>
  paymentIdOf({ programme: 'rural-reward', period: '2008-H1', personIndex: 'person-0', component });
const paymentId = paymentOf('base');

/** A payment that the bank has sent back. */
async function returned(options: Parameters<typeof financeOffice>[0] = {}) {
  const office = financeOffice(options);
  office.awards.add(0, { amountFen });
  await office.fund();
  const runId = await office.sentRun();
  const [debit] = office.bank.debits();
  await office.importing(office.bank.statement([debit!, { ...debit, ...credit }]));
  const cancel = createCancelPayment(office);
  const say = (event: CancellationEvent, actor: Actor, id = paymentId) =>
    cancel({ paymentId: id, event, actor, reason: 'died before the period' });
  return { office, runId, say };
}

/** Closes a year by two people, whatever is still open in it. */
async function closeYear(office: FinanceOffice, periodId: string): Promise<void> {
  const deps = { ...office, policies: { programmes: ['rural-reward'] } };
  const close = createClosePeriod(deps);
  const { checksHash } = (await createReadPeriod(deps)(periodId))!;
  const explanation = '有待补发款项';
  await close({ periodId, event: 'propose', actor: preparer, checksHash, explanation });
  expect(await close({ periodId, event: 'approve', actor: approver, checksHash })).toMatchObject({
    value: { state: 'closed' },
  });
}

const stateOf = async (office: FinanceOffice, id = paymentId) =>
  (await createReadPayment({ table: office.stored })(id))?.state;

describe('a payment that is not owed any more', () => {
  test('ends on the word of two people, and its money goes back to the budget', async () => {
    const { office, runId, say } = await returned();
    const available = await netOf(office, 'B2');
    expect(await say('approve', bob)).toEqual({ ok: false, error: { kind: 'nothing-proposed' } });
    for (const actor of [preparer, approver]) {
      expect(await say('propose', actor)).toEqual({ ok: false, error: { kind: 'took-part' } });
    }
    const proposed = await say('propose', ann);
    expect(proposed).toMatchObject({ value: { state: 'proposed', proposedBy: 'ann' } });
    expect(await say('propose', ann)).toEqual(proposed);
    expect(await say('approve', ann)).toEqual({ ok: false, error: { kind: 'same-person' } });
    expect(await netOf(office, 'L3')).toBe(-amountFen);
    const approved = await say('approve', bob);
    expect(approved).toMatchObject({ value: { state: 'approved', approvedBy: 'bob' } });
    expect(await say('approve', bob)).toEqual(approved);
    expect(await stateOf(office)).toBe('cancelled');
    expect((await netOf(office, 'B2')) - available).toBe(-amountFen);
    for (const account of ['L3', 'B4', 'E1'])
      expect([account, await netOf(office, account)]).toEqual([account, 0]);
    await expectSound(office, runId);
    expect(await office.build(await office.prepare())).toMatchObject({
      payments: 0,
      leftOut: { cancelled: 1 },
    });
    expect(await createReissuePayment(office)({ paymentId, actor: ann })).toMatchObject({
      error: { kind: 'wrong-state' },
    });
  });

  test('in a later year is due to the treasury', async () => {
    const { office, say } = await returned();
    office.clock.move('2009-02-01');
    await say('propose', ann);
    await say('approve', bob);
    expect(await netOf(office, 'L5')).toBe(-amountFen);
    expect(await netOf(office, 'L3')).toBe(0);
  });

  test('ends though it was asked to go out again', async () => {
    const { office, runId, say } = await returned();
    await createReissuePayment(office)({ paymentId, actor: ann });
    await say('propose', ann);
    expect(await say('approve', bob)).toMatchObject({ ok: true });
    expect(await netOf(office, 'L3')).toBe(0);
    await expectSound(office, runId);
    expect((await office.build(await office.prepare())).payments).toBe(0);
  });

  test('is in no run, though one takes it at the very moment of the second person’s word', async () => {
    let meanwhile: (() => Promise<unknown>) | undefined;
    const key = payableKey(paymentId);
    const { office, runId, say } = await returned({
      wrap: (table) => ({
        get: (one) => table.get(one),
        getMany: (keys) => table.getMany(keys),
        query: (input) => table.query(input),
        queryIndex: (index, input) => table.queryIndex(index, input),
        transact: async (actions) => {
          const takes = actions.some(
            (one) => 'update' in one && one.update.pk === key.pk && one.set?.runId !== undefined,
          );
          const act = takes ? meanwhile : undefined;
          if (takes) meanwhile = undefined;
          await act?.();
          return table.transact(actions);
        },
      }),
    });
    await createReissuePayment(office)({ paymentId, actor: { kind: 'staff', id: 'carl' } });
    await say('propose', ann);
    meanwhile = async () => expect(await say('approve', bob)).toMatchObject({ ok: true });
    expect(await office.build(await office.prepare())).toMatchObject({
      payments: 0,
      leftOut: { cancelled: 1 },
    });
    expect(await netOf(office, 'L3')).toBe(0);
    await expectSound(office, runId);
  });

  test('is given up by the run that holds it first', async () => {
    const { office, say } = await returned();
    await createReissuePayment(office)({ paymentId, actor: ann });
    await office.build(await office.prepare());
    expect(await say('propose', bob)).toMatchObject({ error: { kind: 'wrong-state', state: 'planned' } });
  });

  describe('as a correction that waits', () => {
    const correction = paymentOf('adj-1');
    const [dan, eve]: readonly [Actor, Actor] = [
      { kind: 'staff', id: 'dan' },
      { kind: 'staff', id: 'eve' },
    ];

    /** 100 fen are committed to a correction, since the bank paid as much too little; before it is, `meanwhile`. */
    async function corrected(meanwhile: (office: FinanceOffice) => Promise<void> = () => Promise.resolve()) {
      const { office, say } = await returned();
      const [debit] = office.bank.debits();
      await createReissuePayment(office)({ paymentId, actor: { kind: 'staff', id: 'carl' } });
      await office.sentRun();
      const again = office.bank.debits().find(({ endToEndId }) => endToEndId !== debit?.endToEndId)!;
      await office.importing(office.bank.statement([{ ...again, amountFen: fen(amountFen - 100) }]));
      const [open] = (await office.useCases.listExceptions()).items;
      const { handleException } = office.useCases;
      const exceptionId = open!.exceptionId;
      await handleException({ exceptionId, event: 'take', actor: ann });
      await handleException({
        exceptionId,
        event: 'propose',
        actor: ann,
        resolution: 'stands',
        settlement: { kind: 'accepted' },
      });
      await meanwhile(office);
      expect(await handleException({ exceptionId, event: 'approve', actor: bob })).toMatchObject({
        ok: true,
      });
      expect(await netOf(office, 'B3')).toBe(-100);
      return { office, say };
    }

    test('gives its commitment back', async () => {
      const { office, say } = await corrected();
      expect(await say('propose', ann, correction)).toMatchObject({ error: { kind: 'took-part' } });
      await say('propose', dan, correction);
      expect(await say('approve', eve, correction)).toMatchObject({ ok: true });
      expect(await netOf(office, 'B3')).toBe(0);
      expect(await stateOf(office, correction)).toBe('cancelled');
    });

    test('has none to give back once its year has lapsed', async () => {
      const { office, say } = await corrected();
      office.clock.move('2009-01-20');
      await closeYear(office, '2008');
      expect(await netOf(office, 'B3')).toBe(0);
      const available = await netOf(office, 'B2');
      await say('propose', dan, correction);
      expect(await say('approve', eve, correction)).toMatchObject({ ok: true });
      expect(await stateOf(office, correction)).toBe('cancelled');
      expect([await netOf(office, 'B3'), await netOf(office, 'B2')]).toEqual([0, available]);
    });

    const yearPassed = async (office: FinanceOffice): Promise<void> => {
      office.clock.move('2009-01-20');
      await closeYear(office, '2008');
    };

    test('gives it back where it came to be owed after its year was closed', async () => {
      const { office, say } = await corrected(yearPassed);
      const available = await netOf(office, 'B2');
      await say('propose', dan, correction);
      expect(await say('approve', eve, correction)).toMatchObject({ ok: true });
      expect([await netOf(office, 'B3'), await netOf(office, 'B2')]).toEqual([0, available - 100]);
    });

    test('is paid where it came to be owed after its year was closed, and left out where it lapsed', async () => {
      const { office } = await corrected(yearPassed);
      expect(await office.build(await office.prepare())).toMatchObject({ payments: 1, totalFen: 100 });
      expect(await netOf(office, 'B3')).toBe(0);
      const { office: early } = await corrected();
      await yearPassed(early);
      expect(await early.build(await early.prepare())).toMatchObject({
        state: 'prepared',
        payments: 0,
        leftOut: { lapsed: 1 },
      });
    });

    test('is not made while its year is being closed', async () => {
      const closing = async (office: FinanceOffice): Promise<void> => {
        await yearPassed(office);
        const state = 'closing';
        await office.stored.transact([{ update: { pk: 'PERIOD#2008', sk: 'HEAD' }, set: { state } }]);
      };
      await expect(corrected(closing)).rejects.toMatchObject({ name: 'StoreUnavailable' });
    });
  });

  test('is refused, and may be proposed once more', async () => {
    const { office, say } = await returned();
    await say('propose', ann);
    expect(await say('refuse', bob)).toMatchObject({ value: { state: 'refused' } });
    expect(await say('approve', bob)).toMatchObject({ error: { kind: 'wrong-state' } });
    expect(await say('propose', bob)).toMatchObject({ value: { state: 'proposed', proposedBy: 'bob' } });
    expect(await stateOf(office)).toBe('returned');
    expect(await say('propose', ann, 'nobody-of-that-id-00000000')).toMatchObject({
      error: { kind: 'not-found' },
    });
  });

  test('is nobody’s of the family to end, to send out again or to hold', async () => {
    const { office, say } = await returned();
    await awardOfFamily(office, ann.id);
    const refused = { ok: false, error: { kind: 'own-family' } };
    expect(await say('propose', ann)).toEqual(refused);
    expect(await createReissuePayment(office)({ paymentId, actor: ann })).toEqual(refused);
    await createReissuePayment(office)({ paymentId, actor: bob });
    const hold = createHoldPayment(office);
    const held = { paymentId, hold: true, reason: 'x' };
    expect(await hold({ ...held, actor: bob })).toMatchObject({ ok: true, value: { state: 'held' } });
    expect(await hold({ ...held, hold: false, actor: ann })).toEqual(refused);
  });

  test('is none while it is paid', async () => {
    const office = financeOffice();
    office.awards.add(0, { amountFen });
    await office.fund();
    await office.sentRun();
    await office.importing(office.bank.statement(office.bank.debits()));
    const cancel = createCancelPayment(office);
    expect(await cancel({ paymentId, event: 'propose', actor: ann, reason: 'x' })).toMatchObject({
      error: { kind: 'wrong-state', state: 'settled' },
    });
  });

  test.each(['before', 'after'] as const)('ends once, though killed %s any write', async (when) => {
    for (let at = 1; ; at += 1) {
      const crash = new CrashingTable();
      const { office, runId, say } = await returned({ wrap: (table) => crash.wrap(table) });
      crash.arm(at, when);
      for (const [event, actor] of [
        ['propose', ann],
        ['approve', bob],
      ] as const)
        await say(event, actor).catch(() => say(event, actor));
      expect(await stateOf(office)).toBe('cancelled');
      expect(await netOf(office, 'L3')).toBe(0);
      await expectSound(office, runId);
      if (crash.transactions < at) break;
    }
  });

  test('over HTTP', async () => {
    const { office } = await returned();
    const edge = edgeDeps({ one: ['finance.reconciler'], two: ['finance.approver'] });
    const route = createCancelPaymentHandler({ ...office, ...edge });
    const ask = (user: string, body: object) =>
      askRoute(route, edge.lines, {
        user,
        params: { paymentId },
        body,
        key: `cancellation-${user}-${JSON.stringify(body).length}`,
      });
    expect((await ask('one', { event: 'propose' })).body.errors).toMatchObject([{ pointer: '/reason' }]);
    const proposed = await ask('one', { event: 'propose', reason: '领取人去世' });
    expect(proposed).toMatchObject({ status: 200, body: { status: 'proposed', version: 1 } });
    expect((await ask('one', { event: 'approve' })).body.code).toBe('same-person');
    expect((await ask('two', { event: 'approve' })).body).toMatchObject({ status: 'approved' });
  });
});

test('its lifecycle ends with the approval, and knows no other events', () => {
  expect(isFinal(cancellationLifecycle, 'approved')).toBe(true);
  const used = Object.values(cancellationLifecycle).flatMap((events) => Object.keys(events));
  expect([...new Set(used)].sort()).toEqual([...cancellationEvents].sort());
});
