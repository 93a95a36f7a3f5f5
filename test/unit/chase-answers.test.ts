import { describe, expect, test } from '@jest/globals';
import { createReadPayment } from '../../functions/app/payments/read-payment.ts';
import type { Actor } from '../../functions/domain/audit/actor.ts';
import { parseEndToEndId } from '../../functions/domain/payments/payment-id.ts';
import { type FinanceOffice, financeOffice, netOf } from '../builders/finance-office.ts';
import { expectNoSuspense, expectSound } from '../builders/sound-books.ts';
import { CrashingTable } from '../fakes/crashing-table.ts';

const amountFen = 30_001;
const ann: Actor = { kind: 'staff', id: 'ann' };
const bob: Actor = { kind: 'staff', id: 'bob' };

/** A run sent on Friday, 20 June 2008; its answer is due by Wednesday. */
async function sentRun(awards = 3, options: Parameters<typeof financeOffice>[0] = {}) {
  const office = financeOffice(options);
  for (let n = 0; n < awards; n += 1) office.awards.add(n, { amountFen });
  await office.fund();
  const runId = await office.sentRun();
  return { office, runId, debits: office.bank.debits() };
}

async function sweptOn(office: FinanceOffice, today: string): Promise<void> {
  office.clock.move(today);
  await office.useCases.sweepFinance();
}

const oursOnly = async (office: FinanceOffice, state: 'open' | 'investigating' | 'resolved' = 'open') =>
  (await office.useCases.listExceptions({ state, kind: 'ours-only' })).items;

const stateOf = async (office: FinanceOffice, endToEndId: string) => {
  const id = parseEndToEndId(endToEndId);
  const paymentId = id?.kind === 'full' ? id.paymentId : '';
  return (await createReadPayment({ table: office.stored })(paymentId))?.state;
};

describe('what was sent and never spoken of', () => {
  test('is asked after by the same id once its answer is overdue, and stands where a person sees it', async () => {
    const { office, runId, debits } = await sentRun();
    await office.importing(office.bank.statement(debits.slice(0, 2)));
    const missing = debits[2]!.endToEndId!;
    await sweptOn(office, '2008-06-25');
    expect(await oursOnly(office)).toEqual([]);
    expect(office.bank.enquiries).toEqual([]);
    await sweptOn(office, '2008-06-26');
    expect(await oursOnly(office)).toMatchObject([
      { reason: 'no-answer', runId, endToEndId: missing, instructedFen: amountFen, escalation: 1 },
    ]);
    const [file] = (await office.head(runId)).files;
    expect(office.bank.enquiries).toEqual([file?.messageId]);
    expect(office.bank.sends).toEqual([file?.messageId]);
    expect(await stateOf(office, missing)).toBe('unknown');
    expect(await stateOf(office, debits[0]!.endToEndId!)).toBe('settled');
    expect(await office.head(runId)).toMatchObject({ state: 'settling' });
    await sweptOn(office, '2008-06-26');
    expect(office.bank.enquiries).toHaveLength(1);
    await expectSound(office, runId);
  });

  test('is raised each time it is asked after again, and ends with the bank’s word', async () => {
    const { office, runId, debits } = await sentRun();
    await office.importing(office.bank.statement(debits.slice(0, 2)));
    await sweptOn(office, '2008-06-26');
    await sweptOn(office, '2008-07-02');
    expect(await oursOnly(office)).toMatchObject([{ escalation: 2 }]);
    expect(office.bank.enquiries).toHaveLength(2);
    await office.importing(office.bank.statement(debits.slice(2)));
    expect(await oursOnly(office)).toEqual([]);
    expect(await oursOnly(office, 'resolved')).toMatchObject([{ reason: 'no-answer' }]);
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    await sweptOn(office, '2008-07-20');
    expect(office.bank.enquiries).toHaveLength(2);
    await expectSound(office, runId);
  });

  test('is handed over again, in the same file, when the bank never had it', async () => {
    const { office, runId } = await sentRun();
    office.bank.nextEnquiries.push('has-it-not');
    await sweptOn(office, '2008-06-26');
    const [file] = (await office.head(runId)).files;
    expect(office.bank.sends).toEqual([file?.messageId, file?.messageId]);
    expect(office.bank.orders()).toHaveLength(3);
  });

  test('of a run whose receipt is in doubt is missed as well', async () => {
    const office = financeOffice();
    for (let n = 0; n < 2; n += 1) office.awards.add(n, { amountFen });
    await office.fund();
    office.bank.nextSends.push('timed-out');
    const runId = await office.sentRun();
    office.bank.nextEnquiries.push('silence');
    await sweptOn(office, '2008-06-26');
    expect(await office.head(runId)).toMatchObject({ state: 'unknown' });
    expect(await oursOnly(office)).toHaveLength(2);
    expect(office.bank.files.size).toBe(1);
    expect(office.bank.sends).toHaveLength(1);
  });

  test('and that the bank would not even take is raised, and not missed', async () => {
    const office = financeOffice();
    office.awards.add(0, { amountFen });
    await office.fund();
    office.bank.nextSends.push('refused', 'refused');
    const runId = await office.sentRun();
    await sweptOn(office, '2008-06-22');
    expect(await office.head(runId)).toMatchObject({ state: 'filed', escalation: 1 });
    expect(await oursOnly(office)).toEqual([]);
    await office.useCases.sweepFinance();
    expect(await office.head(runId)).toMatchObject({ escalation: 1, awaitedSince: '2008-06-22' });
  });

  test('is one exception where it is the answer to the whole run that is missing', async () => {
    const { office, runId, debits } = await sentRun(201);
    await sweptOn(office, '2008-06-26');
    expect(await oursOnly(office)).toMatchObject([{ runId, code: '201', instructedFen: 201 * amountFen }]);
    await office.importing(office.bank.statement(debits));
    expect(await oursOnly(office)).toEqual([]);
  });

  test('that a person has in hand is closed by two, with nothing to book', async () => {
    const { office, debits } = await sentRun();
    await office.importing(office.bank.statement(debits.slice(0, 2)));
    await sweptOn(office, '2008-06-26');
    const [{ exceptionId } = { exceptionId: '' }] = await oursOnly(office);
    const { handleException } = office.useCases;
    await handleException({ exceptionId, event: 'take', actor: ann });
    await office.importing(office.bank.statement(debits.slice(2)));
    expect(await oursOnly(office, 'investigating')).toHaveLength(1);
    await handleException({
      exceptionId,
      event: 'propose',
      actor: ann,
      resolution: 'paid',
      settlement: { kind: 'nothing-to-book' },
    });
    expect(await handleException({ exceptionId, event: 'approve', actor: bob })).toMatchObject({ ok: true });
    await expectNoSuspense(office);
  });

  test.each(['before', 'after'] as const)('is asked after though killed %s any write', async (when) => {
    for (let at = 1; ; at += 1) {
      const crash = new CrashingTable();
      const { office, runId, debits } = await sentRun(3, { wrap: (table) => crash.wrap(table) });
      await office.importing(office.bank.statement(debits.slice(0, 1)));
      office.clock.move('2008-06-26');
      crash.arm(at, when);
      await office.useCases.sweepFinance().catch(() => undefined);
      const killed = crash.transactions >= at;
      await office.useCases.sweepFinance();
      expect(await oursOnly(office)).toHaveLength(2);
      expect(await office.head(runId)).toMatchObject({ chasedOn: '2008-06-26' });
      await expectSound(office, runId);
      if (!killed) break;
    }
  });
});

test('an exception that waits for an answer comes back when it does not come, raised', async () => {
  const { office, debits } = await sentRun(1);
  await office.importing(office.bank.statement([...debits, { ...debits[0], bankReference: 'TWICE' }]));
  const { items } = await office.useCases.listExceptions();
  const { exceptionId } = items[0]!;
  const { handleException } = office.useCases;
  await handleException({ exceptionId, event: 'take', actor: ann });
  expect(await handleException({ exceptionId, event: 'ask', actor: ann })).toMatchObject({
    value: { state: 'waiting', dueOn: '2008-06-27' },
  });
  await sweptOn(office, '2008-06-27');
  expect((await office.useCases.listExceptions({ state: 'waiting' })).items).toHaveLength(1);
  await sweptOn(office, '2008-06-28');
  const [back] = (await office.useCases.listExceptions({ state: 'investigating' })).items;
  expect(back).toMatchObject({ exceptionId, escalation: 1 });
  expect(back).not.toHaveProperty('dueOn');
  expect(await netOf(office, 'A3')).toBe(amountFen);
});
