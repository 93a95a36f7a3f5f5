import { describe, expect, test } from '@jest/globals';
import { createReadPayment } from '../../functions/app/payments/read-payment.ts';
import { readReceivable } from '../../functions/app/receivables/receivable-head.ts';
import type { BankRecord } from '../../functions/contracts/bank/bank-record.ts';
import type { Actor } from '../../functions/domain/audit/actor.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import type { ExceptionReason } from '../../functions/domain/reconciliation/exception-reason.ts';
import { type Settlement, settlementsOf } from '../../functions/domain/reconciliation/settlement.ts';
import { awardOfFamily } from '../builders/award-of-family.ts';
import {
  approver,
  type FinanceOffice,
  financeOffice,
  netOf,
  preparer,
  reconciler,
} from '../builders/finance-office.ts';
import { expectNoSuspense, expectSound } from '../builders/sound-books.ts';
import { paymentOf } from '../builders/payment-of.ts';
import { CrashingTable } from '../fakes/crashing-table.ts';
import { message } from '../fakes/scripted-bank.ts';

type Line = Partial<Extract<BankRecord, { kind: 'line' }>>;

const amountFen = 30_001;
const ann: Actor = { kind: 'staff', id: 'ann' };
const bob: Actor = { kind: 'staff', id: 'bob' };
const credit = { direction: 'credit' } as const;
const fund = { programme: 'rural-reward', year: 2008, share: 'district' };

async function sentRun(awards = 2, options: Parameters<typeof financeOffice>[0] = {}) {
  const office = financeOffice(options);
  for (let n = 0; n < awards; n += 1) office.awards.add(n, { amountFen });
  await office.fund();
  const runId = await office.sentRun();
  return { office, runId, debits: office.bank.debits() };
}

/** Which award a line of the bank's pays. */
const awardOf = (office: FinanceOffice, line: Line): number =>
  [...office.awards.awards.keys()].findIndex((_, n) =>
    line.endToEndId!.startsWith(`HM${paymentOf(n).toUpperCase()}`),
  );

const paymentBy = async (office: FinanceOffice, paymentId: string) =>
  createReadPayment({ table: office.stored })(paymentId);

async function exceptionOf(office: FinanceOffice, reason: ExceptionReason): Promise<string> {
  const { items } = await office.useCases.listExceptions();
  const found = items.find((one) => one.reason === reason);
  if (!found) throw new Error(`no ${reason} among ${items.map((one) => one.reason).join()}`);
  return found.exceptionId;
}

const propose = (office: FinanceOffice, exceptionId: string, settlement: Settlement, actor = ann) =>
  office.useCases.handleException({
    exceptionId,
    event: 'propose',
    actor,
    resolution: 'looked into',
    settlement,
  });

const approve = (office: FinanceOffice, exceptionId: string, actor = bob) =>
  office.useCases.handleException({ exceptionId, event: 'approve', actor });

async function settle(office: FinanceOffice, exceptionId: string, settlement: Settlement) {
  await office.useCases.handleException({ exceptionId, event: 'take', actor: ann });
  const proposed = await propose(office, exceptionId, settlement);
  return proposed.ok ? approve(office, exceptionId) : proposed;
}

/** A statement's own sequence goes on by itself, so that nothing but the lines is odd. */
const tell = (office: FinanceOffice, lines: readonly Line[]) =>
  office.importing(office.bank.statement(lines));

describe('a payment that the bank says it never had', () => {
  async function neverHad() {
    const { office, runId, debits } = await sentRun();
    const { endToEndId } = debits[0]!;
    const never: BankRecord = {
      kind: 'payment-status',
      endToEndId: endToEndId!,
      status: 'RJCT',
      reasons: [{ code: 'AG09' }],
      neverReceived: true,
    };
    await office.importing(message('pain.002', 'NEVER', [never]));
    const exceptionId = await exceptionOf(office, 'never-received');
    return { office, runId, debits, exceptionId, never, paymentId: paymentOf(awardOf(office, debits[0]!)) };
  }

  test('is owed again once two people have it from the bank that it will not be made, and its run comes to rest', async () => {
    const { office, runId, debits, exceptionId, paymentId, never } = await neverHad();
    await tell(office, [debits[1]!]);
    expect(await office.head(runId)).toMatchObject({ state: 'settling' });
    expect(
      await office.useCases.handleException({ exceptionId, event: 'take', actor: preparer }),
    ).toMatchObject({
      ok: true,
    });
    expect(await propose(office, exceptionId, { kind: 'not-made' }, preparer)).toEqual({
      ok: false,
      error: { kind: 'took-part' },
    });
    expect(await propose(office, exceptionId, { kind: 'not-made' })).toMatchObject({ ok: true });
    expect(await approve(office, exceptionId, ann)).toEqual({ ok: false, error: { kind: 'same-person' } });
    expect(await paymentBy(office, paymentId)).toMatchObject({ state: 'sent' });
    expect(await approve(office, exceptionId)).toMatchObject({ ok: true, value: { state: 'resolved' } });
    expect(await approve(office, exceptionId)).toMatchObject({ ok: true });
    expect(await paymentBy(office, paymentId)).toMatchObject({ state: 'rejected' });
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    expect(await netOf(office, 'L3')).toBe(-amountFen);
    expect(await netOf(office, 'L2')).toBe(0);
    await expectSound(office, runId);

    // The bank's word, told again, is no second exception; its paying after all is one.
    await office.importing(message('pain.002', 'AGAIN', [never]));
    const { items } = await office.useCases.listExceptions();
    expect(items.map(({ reason }) => reason)).toEqual([]);
    await tell(office, [debits[0]!]);
    expect(await exceptionOf(office, 'paid-after-rejection')).toBeDefined();
    await expectSound(office, runId);
  });

  test('is not, where the bank has paid it meanwhile', async () => {
    const { office, exceptionId, debits } = await neverHad();
    await office.useCases.handleException({ exceptionId, event: 'take', actor: ann });
    expect(await propose(office, exceptionId, { kind: 'not-made' })).toMatchObject({ ok: true });
    await tell(office, debits);
    expect(await approve(office, exceptionId)).toEqual({
      ok: false,
      error: { kind: 'settlement-names-nothing' },
    });
    await office.useCases.handleException({ exceptionId, event: 'refuse', actor: bob });
    expect(await propose(office, exceptionId, { kind: 'nothing-to-book' })).toMatchObject({ ok: true });
    expect(await approve(office, exceptionId)).toMatchObject({ ok: true, value: { state: 'resolved' } });
  });
});

describe('a disputed payment', () => {
  async function disputed(differenceFen: number) {
    const { office, runId, debits } = await sentRun();
    await tell(office, [{ ...debits[0], amountFen: fen(amountFen + differenceFen) }, debits[1]!]);
    const exceptionId = await exceptionOf(office, 'amount-differs');
    return { office, runId, exceptionId, n: awardOf(office, debits[0]!) };
  }

  test('of too much is accepted, and the surplus owed by the payee', async () => {
    const { office, runId, exceptionId, n } = await disputed(101);
    const settled = await settle(office, exceptionId, { kind: 'accepted', surplus: 'receivable' });
    expect(settled).toMatchObject({ ok: true, value: { state: 'resolved', approvedBy: 'bob' } });
    expect(await paymentBy(office, paymentOf(n))).toMatchObject({ state: 'settled' });
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    expect(await readReceivable(office.stored, `rcv-${exceptionId}`)).toMatchObject({
      state: 'assessed',
      basis: 'bank-error',
      paymentId: paymentOf(n),
      amountFen: 101,
      assessedBy: 'ann',
      year: 2008,
    });
    expect(await netOf(office, 'A2')).toBe(101);
    expect(await netOf(office, 'B5')).toBe(-2 * amountFen);
    expect(await netOf(office, 'L2')).toBe(0);
    await expectNoSuspense(office);
    await expectSound(office, runId);
  });

  test('of too much is accepted, and the surplus lost', async () => {
    const { office, runId, exceptionId } = await disputed(101);
    expect(await settle(office, exceptionId, { kind: 'accepted' })).toEqual({
      ok: false,
      error: { kind: 'settlement-does-not-fit' },
    });
    await propose(office, exceptionId, { kind: 'accepted', surplus: 'loss' });
    expect(await approve(office, exceptionId)).toMatchObject({ ok: true });
    expect(await netOf(office, 'E2')).toBe(101);
    await expectNoSuspense(office);
    await expectSound(office, runId);
  });

  test('of too little is accepted, and the rest is still owed: as a correction in the next run', async () => {
    const { office, runId, exceptionId, n } = await disputed(-101);
    expect(await settle(office, exceptionId, { kind: 'accepted' })).toMatchObject({ ok: true });
    expect(await paymentBy(office, paymentOf(n))).toMatchObject({
      state: 'settled',
      amountFen,
      correctedBy: [paymentOf(n, { component: 'adj-1' })],
    });
    expect(await paymentBy(office, paymentOf(n, { component: 'adj-1' }))).toMatchObject({
      state: 'planned',
      component: 'adj-1',
      amountFen: 101,
      corrects: paymentOf(n),
    });
    expect(await netOf(office, 'B3')).toBe(-101);
    expect(await netOf(office, 'E1')).toBe(2 * amountFen - 101);
    await expectNoSuspense(office);
    await expectSound(office, runId);

    const next = await office.sentRun();
    expect(await office.head(next)).toMatchObject({ payments: 1, totalFen: 101 });
    await tell(office, office.bank.debits().slice(-1));
    expect(await paymentBy(office, paymentOf(n, { component: 'adj-1' }))).toMatchObject({
      state: 'settled',
      runId: next,
    });
    expect(await netOf(office, 'B5')).toBe(-2 * amountFen);
    expect(await netOf(office, 'B3')).toBe(0);
    await expectSound(office, next);
  });

  test('that the bank puts right meanwhile has nothing left to book', async () => {
    const { office, runId, exceptionId } = await disputed(101);
    await office.useCases.handleException({ exceptionId, event: 'take', actor: ann });
    await propose(office, exceptionId, { kind: 'accepted', surplus: 'loss' });
    const [wrong] = office.bank.debits();
    await tell(office, [{ ...wrong, ...credit, amountFen: fen(101), reversal: true, bankReference: 'C1' }]);
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    expect(await approve(office, exceptionId)).toEqual({
      ok: false,
      error: { kind: 'settlement-does-not-fit' },
    });
    await office.useCases.handleException({ exceptionId, event: 'refuse', actor: bob });
    await propose(office, exceptionId, { kind: 'nothing-to-book' });
    expect(await approve(office, exceptionId)).toMatchObject({ ok: true });
    await expectNoSuspense(office);
    await expectSound(office, runId);
  });
});

describe('a payment made twice', () => {
  async function twice() {
    const { office, runId, debits } = await sentRun();
    await tell(office, [...debits, { ...debits[0], bankReference: 'TWICE' }]);
    const exceptionId = await exceptionOf(office, 'duplicate');
    return { office, runId, exceptionId, line: debits[0]! };
  }

  test('is owed by the payee who has it, and what the bank gives back later repays that', async () => {
    const { office, runId, exceptionId, line } = await twice();
    expect(await settle(office, exceptionId, { kind: 'receivable' })).toMatchObject({ ok: true });
    expect(await netOf(office, 'A2')).toBe(amountFen);
    await expectNoSuspense(office);
    const receivableId = `rcv-${exceptionId}`;
    await tell(office, [{ ...line, ...credit, reversal: true, bankReference: 'LATE' }]);
    const lateId = await exceptionOf(office, 'unexpected-credit');
    expect(await settle(office, lateId, { kind: 'recovery', receivableId })).toMatchObject({
      error: { kind: 'settlement-names-nothing' },
    });
    const actOn = async (act: 'notify' | 'agree', actor: Actor) =>
      office.useCases.handleReceivable({ receivableId, act, actor });
    expect(await actOn('notify', ann)).toMatchObject({ error: { kind: 'same-person' } });
    expect(await actOn('notify', bob)).toMatchObject({ ok: true });
    expect(await actOn('agree', bob)).toMatchObject({ ok: true });
    await propose(office, lateId, { kind: 'recovery', receivableId });
    expect(await approve(office, lateId)).toMatchObject({ ok: true });
    expect(await readReceivable(office.stored, receivableId)).toMatchObject({ state: 'recovered' });
    expect(await netOf(office, 'A2')).toBe(0);
    expect(await netOf(office, 'B5')).toBe(-2 * amountFen);
    await expectNoSuspense(office);
    await expectSound(office, runId);
  });

  test('is given back without a reference: the two cancel out', async () => {
    const { office, runId, exceptionId } = await twice();
    await tell(office, [{ ...credit, amountFen: fen(amountFen), bankReference: 'SORRY' }]);
    const creditId = await exceptionOf(office, 'no-id');
    expect(await settle(office, creditId, { kind: 'refund', exceptionId })).toMatchObject({ ok: true });
    expect((await office.useCases.listExceptions()).items).toEqual([]);
    const { items } = await office.useCases.listExceptions({ state: 'resolved' });
    expect(items.map((one) => one.exceptionId).sort()).toEqual([creditId, exceptionId].sort());
    await expectNoSuspense(office);
    await expectSound(office, runId);
  });

  test('whose refund is another amount does not cancel out', async () => {
    const { office, exceptionId } = await twice();
    await tell(office, [{ ...credit, amountFen: fen(amountFen - 1), bankReference: 'SORRY' }]);
    const creditId = await exceptionOf(office, 'no-id');
    expect(await settle(office, creditId, { kind: 'refund', exceptionId })).toEqual({
      ok: false,
      error: { kind: 'settlement-amount-differs' },
    });
    expect(await settle(office, creditId, { kind: 'refund', exceptionId: creditId })).toMatchObject({
      error: { kind: 'settlement-names-nothing' },
    });
  });

  test('that somebody has taken is left to them, with nothing in suspense', async () => {
    const { office, exceptionId } = await twice();
    await office.useCases.handleException({ exceptionId, event: 'take', actor: bob });
    await tell(office, [{ ...credit, amountFen: fen(amountFen), bankReference: 'SORRY' }]);
    await settle(office, await exceptionOf(office, 'no-id'), { kind: 'refund', exceptionId });
    await expectNoSuspense(office);
    expect(await propose(office, exceptionId, { kind: 'loss' })).toMatchObject({
      error: { kind: 'settlement-does-not-fit' },
    });
    await propose(office, exceptionId, { kind: 'nothing-to-book' });
    expect(await approve(office, exceptionId)).toMatchObject({ ok: true });
  });

  test('is lost', async () => {
    const { office, runId, exceptionId } = await twice();
    expect(await settle(office, exceptionId, { kind: 'loss' })).toMatchObject({ ok: true });
    expect(await netOf(office, 'E2')).toBe(amountFen);
    await expectNoSuspense(office);
    await expectSound(office, runId);
  });
});

describe('a return', () => {
  test('after its run is closed is paid again as a correction, by who decided it never released', async () => {
    const { office, runId, debits } = await sentRun();
    await tell(office, debits);
    await office.steps.closeRun({ runId });
    await tell(office, [
      { ...debits[0], ...credit, bankReference: 'R1', returned: { reason: { code: 'AC04' } } },
    ]);
    const n = awardOf(office, debits[0]!);
    const exceptionId = await exceptionOf(office, 'late-return');
    expect(await settle(office, exceptionId, { kind: 'return', paymentId: paymentOf(n) })).toMatchObject({
      ok: true,
    });
    expect(await paymentBy(office, paymentOf(n))).toMatchObject({ state: 'closed' });
    await expectNoSuspense(office);
    expect(await netOf(office, 'B3')).toBe(-amountFen);
    expect(await netOf(office, 'B5')).toBe(-amountFen);
    expect(await netOf(office, 'L3')).toBe(0);

    const next = await office.prepare();
    const { payloadHash = '', totalFen } = await office.build(next);
    expect(totalFen).toBe(amountFen);
    for (const actor of [ann, bob]) {
      expect(await office.useCases.releaseRun({ runId: next, payloadHash, actor })).toEqual({
        ok: false,
        error: { kind: 'took-part' },
      });
    }
    expect(await office.release(next)).toMatchObject({ ok: true });
    await office.steps.sendFiles({ runId: next });
    await tell(office, office.bank.debits().slice(-1));
    expect(await netOf(office, 'B5')).toBe(-2 * amountFen);
    await expectSound(office, next);
    expect((await office.build(await office.prepare())).payments).toBe(0);
  });

  test('after its run is closed, of what is not owed any more, goes back to the budget', async () => {
    const { office, runId, debits } = await sentRun();
    await tell(office, debits);
    await office.steps.closeRun({ runId });
    const available = await netOf(office, 'B2');
    await tell(office, [{ ...debits[0], ...credit, bankReference: 'R1', returned: {} }]);
    const exceptionId = await exceptionOf(office, 'late-return');
    const paymentId = paymentOf(awardOf(office, debits[0]!));
    expect(await settle(office, exceptionId, { kind: 'not-due', paymentId })).toMatchObject({ ok: true });
    expect(await netOf(office, 'B2')).toBe(available - amountFen);
    expect(await netOf(office, 'E1')).toBe(amountFen);
    await expectNoSuspense(office);
    await expectSound(office, runId);
  });

  test('in a later year, of what is not owed any more, is due to the treasury', async () => {
    const { office, runId, debits } = await sentRun();
    await tell(office, debits);
    await office.steps.closeRun({ runId });
    await tell(office, [{ ...debits[0], ...credit, bankReference: 'R1', returned: {} }]);
    office.clock.move('2009-02-03');
    const paymentId = paymentOf(awardOf(office, debits[0]!));
    await settle(office, await exceptionOf(office, 'late-return'), { kind: 'not-due', paymentId });
    expect(await netOf(office, 'L5')).toBe(-amountFen);
    await expectNoSuspense(office);
  });

  test('of less than was paid is the return all the same: the bank kept its charge', async () => {
    const { office, runId, debits } = await sentRun(2, {
      shares: [
        { name: 'province', basisPoints: 3_333 },
        { name: 'city', basisPoints: 3_333 },
        { name: 'district', basisPoints: 3_334 },
      ],
    });
    await tell(office, debits);
    await tell(office, [
      { ...debits[0], ...credit, amountFen: fen(amountFen - 10), bankReference: 'R1', returned: {} },
    ]);
    const paymentId = paymentOf(awardOf(office, debits[0]!));
    const exceptionId = await exceptionOf(office, 'return-amount-differs');
    expect(await settle(office, exceptionId, { kind: 'not-due', paymentId })).toMatchObject({
      error: { kind: 'settlement-names-nothing' },
    });
    await propose(office, exceptionId, { kind: 'return', paymentId });
    expect(await approve(office, exceptionId)).toMatchObject({ ok: true });
    expect(await paymentBy(office, paymentId)).toMatchObject({ state: 'returned' });
    expect(await netOf(office, 'L3')).toBe(-amountFen);
    expect(await netOf(office, 'E3')).toBe(10);
    expect(await netOf(office, 'B4')).toBe(-amountFen);
    await expectNoSuspense(office);
    await expectSound(office, runId);
    // The bank's line again, in another message, finds the payment returned by it.
    const again = [
      { ...debits[0], ...credit, amountFen: fen(amountFen - 10), bankReference: 'R1', returned: {} },
    ];
    await office.importing(office.bank.statement(again, { id: 'AGAIN', sequence: 4 }));
    await expectNoSuspense(office);
    await expectSound(office, runId);
  });

  test('without a reference is recognised by a person', async () => {
    const { office, runId, debits } = await sentRun();
    await tell(office, debits);
    await tell(office, [{ ...credit, amountFen: fen(amountFen), bankReference: 'WHO' }]);
    const exceptionId = await exceptionOf(office, 'no-id');
    for (const paymentId of ['nobody-of-that-id-00000000', paymentOf(9)]) {
      expect(await settle(office, exceptionId, { kind: 'return', paymentId })).toMatchObject({
        error: { kind: 'settlement-names-nothing' },
      });
    }
    await propose(office, exceptionId, { kind: 'return', paymentId: paymentOf(1) });
    expect(await approve(office, exceptionId)).toMatchObject({ ok: true });
    expect(await paymentBy(office, paymentOf(1))).toMatchObject({ state: 'returned' });
    await expectNoSuspense(office);
    await expectSound(office, runId);
  });
});

describe('what was paid after a rejection', () => {
  async function paidAfterRejection() {
    const { office, runId, debits } = await sentRun();
    await office.importing(
      message('pain.002', 'STATUS', [
        {
          kind: 'payment-status',
          endToEndId: debits[0]!.endToEndId!,
          status: 'RJCT',
          reasons: [{ code: 'AC01' }],
          neverReceived: false,
        },
      ]),
    );
    await tell(office, debits);
    return {
      office,
      runId,
      paymentId: paymentOf(awardOf(office, debits[0]!)),
      exceptionId: await exceptionOf(office, 'paid-after-rejection'),
    };
  }

  test('was the payment, and is not paid again', async () => {
    const { office, runId, paymentId, exceptionId } = await paidAfterRejection();
    expect(await settle(office, exceptionId, { kind: 'accepted' })).toMatchObject({ ok: true });
    expect(await paymentBy(office, paymentId)).toMatchObject({ state: 'cancelled' });
    expect(await netOf(office, 'L3')).toBe(0);
    expect(await netOf(office, 'B5')).toBe(-2 * amountFen);
    await expectNoSuspense(office);
    await expectSound(office, runId);
    const head = await office.build(await office.prepare());
    expect(head).toMatchObject({ payments: 0, leftOut: { cancelled: 1, 'already-paid': 1 } });
  });
});

describe('money that names nothing of ours', () => {
  const cases: readonly (readonly [Settlement, 'credit' | 'debit', string])[] = [
    [{ kind: 'funding', fund }, 'credit', 'R1'],
    [{ kind: 'treasury' }, 'credit', 'L5'],
    [{ kind: 'booked-elsewhere' }, 'credit', ''],
    [{ kind: 'fee', fund }, 'debit', 'E3'],
    [{ kind: 'remittance', fund }, 'debit', 'L5'],
    [{ kind: 'loss' }, 'debit', 'E2'],
    [{ kind: 'booked-elsewhere' }, 'debit', ''],
  ];

  test.each(cases)('%j of a %s', async (settlement, direction, account) => {
    const { office, runId } = await sentRun();
    const before = account === '' ? 0 : await netOf(office, account);
    const cash = await netOf(office, 'A1');
    await tell(office, [{ direction, amountFen: fen(777), bankReference: 'WHO' }]);
    const exceptionId = await exceptionOf(office, 'no-id');
    expect(await settle(office, exceptionId, settlement)).toMatchObject({ ok: true });
    const sign = direction === 'credit' ? -1 : 1;
    if (account === '') expect(await netOf(office, 'A1')).toBe(cash);
    else expect((await netOf(office, account)) - before).toBe(sign * 777);
    await expectNoSuspense(office);
    await expectSound(office, runId);
  });

  test('belongs to no fund that is not there, and is no fee beyond the budget', async () => {
    const { office } = await sentRun();
    await tell(office, [{ direction: 'debit', amountFen: fen(2_000_000_000_000), bankReference: 'WHO' }]);
    const exceptionId = await exceptionOf(office, 'no-id');
    expect(
      await settle(office, exceptionId, { kind: 'fee', fund: { ...fund, share: 'moon' } }),
    ).toMatchObject({ error: { kind: 'settlement-names-nothing' } });
    await propose(office, exceptionId, { kind: 'fee', fund });
    expect(await approve(office, exceptionId)).toEqual({
      ok: false,
      error: { kind: 'available-short', share: 'district' },
    });
    expect(await netOf(office, 'A3')).toBe(2_000_000_000_000);
  });
});

describe('an exception', () => {
  test('is settled by nobody who prepared, released or imported, and not by one person', async () => {
    const { office, debits } = await sentRun();
    await tell(office, [...debits, { ...debits[0], bankReference: 'TWICE' }]);
    const exceptionId = await exceptionOf(office, 'duplicate');
    await office.useCases.handleException({ exceptionId, event: 'take', actor: ann });
    for (const [actor, kind] of [
      [preparer, 'took-part'],
      [approver, 'took-part'],
      [reconciler, 'same-person'],
    ] as const) {
      expect(await propose(office, exceptionId, { kind: 'loss' }, actor)).toEqual({
        ok: false,
        error: { kind },
      });
    }
    const child = { kind: 'staff', id: 'child' } as const;
    await awardOfFamily(office, child.id);
    expect(await propose(office, exceptionId, { kind: 'loss' }, child)).toMatchObject({
      error: { kind: 'own-family' },
    });
    await propose(office, exceptionId, { kind: 'loss' });
    for (const [actor, kind] of [
      [child, 'own-family'],
      [ann, 'same-person'],
      [approver, 'took-part'],
      [reconciler, 'same-person'],
    ] as const) {
      expect(await approve(office, exceptionId, actor)).toEqual({ ok: false, error: { kind } });
    }
    expect(await netOf(office, 'A3')).toBe(amountFen);
    const first = await approve(office, exceptionId);
    expect(first).toMatchObject({ ok: true });
    // Approved once more by the same person, as after an answer that was lost: nothing changes.
    expect(await approve(office, exceptionId)).toEqual(first);
    expect(await approve(office, exceptionId, ann)).toMatchObject({ error: { kind: 'wrong-state' } });
  });

  test('is approved by many at once, and booked once', async () => {
    const { office, runId, debits } = await sentRun();
    await tell(office, [...debits, { ...debits[0], bankReference: 'TWICE' }]);
    const exceptionId = await exceptionOf(office, 'duplicate');
    await office.useCases.handleException({ exceptionId, event: 'take', actor: ann });
    await propose(office, exceptionId, { kind: 'receivable' });
    const approvals = await Promise.all(Array.from({ length: 10 }, () => approve(office, exceptionId)));
    expect(approvals.every(({ ok }) => ok)).toBe(true);
    expect(await netOf(office, 'A2')).toBe(amountFen);
    await expectSound(office, runId);
  });

  test.each(['before', 'after'] as const)(
    'whose approval is killed %s any of its writes is settled once, and its run goes on',
    async (when) => {
      for (let at = 1; ; at += 1) {
        const crash = new CrashingTable();
        const { office, runId, debits } = await sentRun(2, { wrap: (table) => crash.wrap(table) });
        await tell(office, [{ ...debits[0], amountFen: fen(amountFen + 7) }, debits[1]!]);
        const exceptionId = await exceptionOf(office, 'amount-differs');
        await office.useCases.handleException({ exceptionId, event: 'take', actor: ann });
        await propose(office, exceptionId, { kind: 'accepted', surplus: 'receivable' });
        crash.arm(at, when);
        const killed = await approve(office, exceptionId).then(
          () => false,
          () => true,
        );
        crash.arm(Infinity, when);
        expect(await approve(office, exceptionId)).toMatchObject({ ok: true, value: { state: 'resolved' } });
        expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
        expect(await netOf(office, 'A2')).toBe(7);
        await expectNoSuspense(office);
        await expectSound(office, runId);
        if (!killed) {
          expect(at).toBeGreaterThan(2);
          break;
        }
      }
    },
  );

  test('is listed by age, and by kind and run, each list a partition of its own', async () => {
    const { office, runId, debits } = await sentRun();
    await tell(office, [...debits, { ...debits[0], bankReference: 'TWICE' }]);
    await tell(office, [{ ...credit, amountFen: fen(7), bankReference: 'WHO' }]);
    const reasons = async (filter: Parameters<typeof office.useCases.listExceptions>[0]) =>
      (await office.useCases.listExceptions(filter)).items.map(({ reason }) => reason);
    expect(await reasons({})).toEqual(['duplicate', 'no-id']);
    expect(await reasons({ kind: 'bank-only' })).toEqual(['no-id']);
    expect(await reasons({ runId })).toEqual(['duplicate']);
    expect(await reasons({ kind: 'duplicate', runId })).toEqual(['duplicate']);
    expect(await reasons({ kind: 'bank-only', runId })).toEqual([]);
    const exceptionId = await exceptionOf(office, 'duplicate');
    await office.useCases.handleException({ exceptionId, event: 'take', actor: ann });
    expect(await reasons({ runId })).toEqual([]);
    expect(await reasons({ state: 'investigating', kind: 'duplicate', runId })).toEqual(['duplicate']);
  });
});

test('only what stands in suspense has more ways than one', () => {
  expect(settlementsOf('sequence-gap', 'none', false)).toEqual(['nothing-to-book']);
  expect(settlementsOf('amount-differs', 'debit', true)).toEqual(['accepted']);
  expect(settlementsOf('duplicate', 'debit', false)).not.toContain('accepted');
  expect(settlementsOf('no-id', 'credit', false)).toContain('recovery');
});
