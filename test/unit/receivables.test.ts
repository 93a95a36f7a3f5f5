import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createReadPayment } from '../../functions/app/payments/read-payment.ts';
import { owedFen, readReceivable } from '../../functions/app/receivables/receivable-head.ts';
import type { Actor } from '../../functions/domain/audit/actor.ts';
import { subtractParts, sumOfParts, takeFromParts } from '../../functions/domain/ledger/shares.ts';
import { isFinal } from '../../functions/domain/lifecycle/lifecycle.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { paymentIdOf } from '../../functions/domain/payments/payment-id.ts';
import { actsIn, type ReceivableAct } from '../../functions/domain/receivables/receivable-acts.ts';
import { recoveryLifecycle, recoveryStates } from '../../functions/domain/receivables/recovery-lifecycle.ts';
import { type FinanceOffice, financeOffice, netOf } from '../builders/finance-office.ts';
import { expectSound } from '../builders/sound-books.ts';
import { CrashingTable } from '../fakes/crashing-table.ts';

const amountFen = 30_001;
const ann: Actor = { kind: 'staff', id: 'ann' };
const bob: Actor = { kind: 'staff', id: 'bob' };
const eve: Actor = { kind: 'staff', id: 'eve' };

const paymentId = paymentIdOf({
  programme: 'rural-reward',
  period: '2008-H1',
  personIndex: 'person-0',
  component: 'base',
});

async function paidOffice(options: Parameters<typeof financeOffice>[0] = {}) {
  const office = financeOffice(options);
  for (let n = 0; n < 2; n += 1) office.awards.add(n, { amountFen });
  await office.fund();
  const runId = await office.sentRun();
  await office.importing(office.bank.statement(office.bank.debits()));
  return { office, runId };
}

async function assessed(office: FinanceOffice, owed = 1_001): Promise<string> {
  const found = await office.useCases.assessOverpayment({
    paymentId,
    amountFen: fen(owed),
    reason: 'counted twice',
    actor: ann,
  });
  if (!found.ok) throw new Error(found.error.kind);
  return found.value.receivableId;
}

const act = (office: FinanceOffice, receivableId: string, what: ReceivableAct, actor: Actor = bob) =>
  office.useCases.handleReceivable({ receivableId, act: what, actor, reason: 'because' });

async function recovering(office: FinanceOffice, owed?: number): Promise<string> {
  const receivableId = await assessed(office, owed);
  for (const what of ['notify', 'agree'] as const)
    expect(await act(office, receivableId, what)).toMatchObject({ ok: true });
  return receivableId;
}

const pay = (office: FinanceOffice, receivableId: string, amount: number, receipt: string) =>
  office.useCases.recordRepayment({ receivableId, amountFen: fen(amount), receipt, actor: bob });

/** lifecycles.md, "Recovery". */
const lifecycle = `
assessed: notify notified; waive cancelled
notified: appeal stayed; window-ended recovering; agree recovering
stayed: dismiss recovering; uphold cancelled
recovering: paid recovered; hardship paused; write-off written-off
paused: review recovering; waive cancelled
`;

describe('the lifecycle of a recovery', () => {
  test('is the table of lifecycles.md', () => {
    const table = recoveryStates
      .filter((state) => !isFinal(recoveryLifecycle, state))
      .map(
        (state) =>
          `${state}: ${Object.entries(recoveryLifecycle[state])
            .map(([event, targets]) => [event, ...targets].join(' '))
            .join('; ')}`,
      );
    expect(table.join('\n')).toBe(lifecycle.trim());
  });

  test('says what may be done', () => {
    expect(actsIn('assessed', false)).toEqual(['notify', 'waive']);
    expect(actsIn('recovering', true)).toEqual(['hardship', 'write-off', 'approve', 'refuse']);
    expect(actsIn('recovered', false)).toEqual([]);
  });
});

describe('an instalment', () => {
  const someParts = fc
    .array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 6 })
    .map((amounts) =>
      amounts.map((amount, at) => ({ share: `share-${String(at)}`, amountFen: fen(amount) })),
    );

  test('takes of each share no more than is left, and the last one exactly the rest', () => {
    fc.assert(
      fc.property(
        someParts,
        fc.array(fc.integer({ min: 1, max: 20_000 }), { maxLength: 30 }),
        (parts, takes) => {
          let left: readonly (typeof parts)[number][] = parts;
          for (const wanted of [...takes, Infinity]) {
            const amount = Math.min(wanted, sumOfParts(left));
            const taken = takeFromParts(left, fen(amount));
            expect(sumOfParts(taken)).toBe(amount);
            left = subtractParts(left, taken);
            expect(left.every((part) => part.amountFen >= 0)).toBe(true);
          }
          expect(left.every((part) => part.amountFen === 0)).toBe(true);
        },
      ),
    );
  });

  test('is never more than is left', () => {
    const parts = [{ share: 'province', amountFen: fen(5) }];
    expect(() => takeFromParts(parts, fen(6))).toThrow(RangeError);
    expect(() => takeFromParts(parts, fen(-1))).toThrow(RangeError);
  });
});

describe('an overpayment', () => {
  test('is assessed by one, booked by the notice of another, and begins to be recovered when its time is over', async () => {
    const { office, runId } = await paidOffice();
    const receivableId = await assessed(office);
    expect(await netOf(office, 'A2')).toBe(0);
    expect(await act(office, receivableId, 'notify', ann)).toEqual({
      ok: false,
      error: { kind: 'same-person' },
    });
    expect(await act(office, receivableId, 'notify')).toMatchObject({
      value: { state: 'notified', basis: 'same-year', notifiedBy: 'bob', dueOn: '2008-08-19' },
    });
    expect(await netOf(office, 'A2')).toBe(1_001);
    expect(await netOf(office, 'E1')).toBe(2 * amountFen - 1_001);
    expect(await notices(office)).toEqual(['recovery-notified']);
    for (const [today, state] of [
      ['2008-08-19', 'notified'],
      ['2008-08-20', 'recovering'],
    ] as const) {
      office.clock.move(today);
      await office.useCases.sweepFinance();
      expect(await readReceivable(office.stored, receivableId)).toMatchObject({ state });
    }
    await expectSound(office, runId);
  });

  test('of a later year is due to the treasury', async () => {
    const { office, runId } = await paidOffice();
    office.clock.move('2009-03-01');
    const receivableId = await recovering(office);
    expect(await netOf(office, 'L5')).toBe(-1_001);
    const spent = await netOf(office, 'B5');
    await pay(office, receivableId, 1_001, 'R-1');
    expect(await netOf(office, 'B5')).toBe(spent);
    expect(await readReceivable(office.stored, receivableId)).toMatchObject({ state: 'recovered' });
    expect(await netOf(office, 'A2')).toBe(0);
    await expectSound(office, runId);
  });

  test('is no more than was paid, and nothing that was not', async () => {
    const { office } = await paidOffice();
    const assess = (amount: number, id = paymentId, actor = ann) =>
      office.useCases.assessOverpayment({
        paymentId: id,
        amountFen: fen(amount),
        reason: 'counted twice',
        actor,
      });
    expect(await assess(amountFen + 1)).toEqual({
      ok: false,
      error: { kind: 'more-than-paid', mostFen: amountFen },
    });
    expect(await assess(1, 'nobody-of-that-id-00000000')).toMatchObject({ error: { kind: 'not-found' } });
    const first = await assess(20_000);
    expect(await assess(20_000)).toEqual(first);
    expect(await assess(20_000, paymentId, bob)).toMatchObject({ error: { kind: 'assessed-already' } });
    await act(office, `rcv-${paymentId}-1`, 'notify');
    expect(await assess(10_002)).toMatchObject({ error: { kind: 'more-than-paid', mostFen: 10_001 } });
    expect(await assess(10_001)).toMatchObject({ value: { receivableId: `rcv-${paymentId}-2` } });
    const { items } = await office.useCases.listReceivables({ state: 'notified' });
    expect(items).toMatchObject([{ receivableId: `rcv-${paymentId}-1` }]);
  });

  test('of what the bank has not paid is none', async () => {
    const office = financeOffice();
    office.awards.add(0, { amountFen });
    await office.fund();
    await office.sentRun();
    expect(
      await office.useCases.assessOverpayment({ paymentId, amountFen: fen(1), reason: 'x', actor: ann }),
    ).toMatchObject({ error: { kind: 'wrong-state' } });
  });

  test('that was none is dropped, and leaves the books as they were', async () => {
    const { office, runId } = await paidOffice();
    const dropped = await assessed(office);
    expect(await act(office, dropped, 'waive')).toMatchObject({ value: { state: 'cancelled' } });
    const objected = await assessed(office);
    await act(office, objected, 'notify');
    expect(await act(office, objected, 'appeal')).toMatchObject({ value: { state: 'stayed' } });
    const decide = (actor: Actor, outcome: 'dismiss' | 'uphold') =>
      office.useCases.decideRecoveryAppeal({ receivableId: objected, outcome, actor, reason: 'looked into' });
    for (const actor of [ann, bob]) {
      expect(await decide(actor, 'uphold')).toEqual({ ok: false, error: { kind: 'took-part' } });
    }
    expect(await decide(eve, 'uphold')).toMatchObject({ value: { state: 'cancelled' } });
    expect(await netOf(office, 'A2')).toBe(0);
    expect(await netOf(office, 'E1')).toBe(2 * amountFen);
    await expectSound(office, runId);
  });

  test('whose objection is dismissed is recovered', async () => {
    const { office } = await paidOffice();
    const receivableId = await assessed(office);
    await act(office, receivableId, 'notify');
    await act(office, receivableId, 'appeal');
    expect(
      await office.useCases.decideRecoveryAppeal({
        receivableId,
        outcome: 'dismiss',
        actor: eve,
        reason: 'no ground',
      }),
    ).toMatchObject({ value: { state: 'recovering' } });
  });
});

describe('a recovery', () => {
  test('is paid back in cash, each receipt once, by the split of the payment', async () => {
    const { office, runId } = await paidOffice();
    const receivableId = await recovering(office);
    const available = await netOf(office, 'B2');
    expect(await pay(office, receivableId, 334, 'R-1')).toMatchObject({ value: { state: 'recovering' } });
    expect(await pay(office, receivableId, 334, 'R-1')).toMatchObject({ ok: true });
    expect(await pay(office, receivableId, 5, 'R-1')).toEqual({ ok: false, error: { kind: 'receipt-used' } });
    expect(await pay(office, receivableId, 668, 'R-2')).toEqual({
      ok: false,
      error: { kind: 'more-than-owed', mostFen: 667 },
    });
    expect(owedFen((await readReceivable(office.stored, receivableId))!)).toBe(667);
    expect(await pay(office, receivableId, 667, 'R-3')).toMatchObject({ value: { state: 'recovered' } });
    expect((await netOf(office, 'B2')) - available).toBe(-1_001);
    const { lines } = await office.useCases.trialBalance();
    expect(
      lines.filter(({ account }) => account === 'A2').every((one) => one.debitFen === one.creditFen),
    ).toBe(true);
    expect(await pay(office, receivableId, 1, 'R-4')).toMatchObject({ error: { kind: 'wrong-state' } });
    await expectSound(office, runId);
  });

  test('is given up by two people, not by one', async () => {
    const { office, runId } = await paidOffice();
    const receivableId = await recovering(office);
    expect(await act(office, receivableId, 'approve')).toEqual({
      ok: false,
      error: { kind: 'nothing-proposed' },
    });
    expect(await act(office, receivableId, 'write-off', bob)).toMatchObject({
      value: { state: 'recovering', proposal: { event: 'write-off', by: 'bob', reason: 'because' } },
    });
    expect(await act(office, receivableId, 'approve', bob)).toMatchObject({ error: { kind: 'same-person' } });
    expect(await act(office, receivableId, 'refuse', ann)).toMatchObject({ ok: true });
    expect(await act(office, receivableId, 'approve', ann)).toMatchObject({
      error: { kind: 'nothing-proposed' },
    });
    await act(office, receivableId, 'write-off', bob);
    expect(await act(office, receivableId, 'approve', ann)).toMatchObject({
      value: { state: 'written-off', owed: [] },
    });
    expect(await netOf(office, 'E2')).toBe(1_001);
    expect(await netOf(office, 'A2')).toBe(0);
    await expectSound(office, runId);
  });

  test('is paused for hardship, goes on, and is waived by two', async () => {
    const { office, runId } = await paidOffice();
    const receivableId = await recovering(office);
    expect(await act(office, receivableId, 'waive')).toMatchObject({ error: { kind: 'wrong-state' } });
    await act(office, receivableId, 'hardship');
    expect(await pay(office, receivableId, 1, 'R-1')).toMatchObject({ error: { kind: 'wrong-state' } });
    expect(await act(office, receivableId, 'review')).toMatchObject({ value: { state: 'recovering' } });
    await act(office, receivableId, 'hardship');
    await act(office, receivableId, 'waive', bob);
    expect(await act(office, receivableId, 'approve', ann)).toMatchObject({ value: { state: 'cancelled' } });
    expect(await netOf(office, 'E2')).toBe(1_001);
    await expectSound(office, runId);
  });

  test('is moved by many at once as by one', async () => {
    const { office, runId } = await paidOffice();
    const receivableId = await recovering(office);
    const results = await Promise.all(
      Array.from({ length: 8 }, async (_, n) => pay(office, receivableId, 143, `R-${String(n % 7)}`)),
    );
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(await readReceivable(office.stored, receivableId)).toMatchObject({ state: 'recovered' });
    expect(await netOf(office, 'A2')).toBe(0);
    await expectSound(office, runId);
  });

  test.each(['before', 'after'] as const)(
    'killed %s any write is what its last answer said',
    async (when) => {
      for (let at = 1; ; at += 1) {
        const crash = new CrashingTable();
        const { office, runId } = await paidOffice({ wrap: (table) => crash.wrap(table) });
        crash.arm(at, when);
        const steps: (() => Promise<unknown>)[] = [
          () => assessed(office),
          () => act(office, `rcv-${paymentId}-1`, 'notify'),
          () => act(office, `rcv-${paymentId}-1`, 'agree'),
          () => pay(office, `rcv-${paymentId}-1`, 500, 'R-1'),
          () => pay(office, `rcv-${paymentId}-1`, 501, 'R-2'),
        ];
        // Whoever is cut off asks again.
        for (const step of steps) await step().catch(step);
        const killed = crash.transactions >= at;
        expect(await readReceivable(office.stored, `rcv-${paymentId}-1`)).toMatchObject({
          state: 'recovered',
        });
        expect(await netOf(office, 'A2')).toBe(0);
        expect(await netOf(office, 'E1')).toBe(2 * amountFen - 1_001);
        await expectSound(office, runId);
        if (!killed) break;
      }
    },
  );
});

test('what is recovered of a payment leaves the payment as it was', async () => {
  const { office } = await paidOffice();
  await recovering(office);
  expect(await createReadPayment({ table: office.stored })(paymentId)).toMatchObject({ state: 'settled' });
});

async function notices(office: FinanceOffice): Promise<readonly string[]> {
  const texts: string[] = [];
  for (let shard = 0; shard < 16; shard += 1) {
    const page = await office.stored.query({ pk: `OUTBOX#${String(shard).padStart(2, '0')}` });
    for (const { message } of page.items) {
      const parsed = JSON.parse(message as string) as { readonly type: string; readonly text: string };
      if (parsed.type === 'notify') texts.push(parsed.text);
    }
  }
  return texts;
}
