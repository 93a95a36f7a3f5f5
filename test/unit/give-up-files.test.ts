import { describe, expect, test } from '@jest/globals';
import { createListRunPayments } from '../../functions/app/payments/run-payments.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { approver, type FinanceOffice, financeOffice, netOf, preparer } from '../builders/finance-office.ts';
import { expectSound } from '../builders/sound-books.ts';
import { CrashingTable } from '../fakes/crashing-table.ts';

const amountFen = 30_000;

/** A run of two files, of which the bank takes the first alone. */
async function takenInPart(
  second: 'refused' | 'timed-out' = 'refused',
  options: Parameters<typeof financeOffice>[0] = {},
) {
  const office = financeOffice({ paymentsPerFile: 2, chunkSize: 3, ...options });
  for (let n = 0; n < 4; n += 1) office.awards.add(n, { amountFen });
  await office.fund();
  office.bank.nextSends.push('acknowledged', second);
  const runId = await office.sentRun();
  expect(await office.head(runId)).toMatchObject({ state: second === 'refused' ? 'filed' : 'unknown' });
  const cancel = () => office.useCases.cancelRun({ runId, actor: preparer, reason: '银行不收' });
  return { office, runId, cancel };
}

const eventsOf = async (office: FinanceOffice, runId: string): Promise<readonly unknown[]> => {
  const { items } = await office.stored.query({ pk: `RUN#${runId}`, sk: { beginsWith: 'AUDIT#' } });
  return items.map(({ event }) => event);
};

describe('a file that the bank will not take, of a run that it has otherwise', () => {
  test('is given up by a recorded decision, and its payments go out with the next run', async () => {
    const { office, runId, cancel } = await takenInPart();
    expect(await cancel()).toMatchObject({ ok: true, value: { state: 'settling' } });
    expect(await eventsOf(office, runId)).toContain('files-given-up');
    const sends = office.bank.sends.length;
    expect(await office.steps.sendFiles({ runId })).toMatchObject({ outcome: 'sent' });
    expect(office.bank.sends).toHaveLength(sends);
    await office.importing(office.bank.statement(office.bank.debits()));
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    await expectSound(office, runId);

    const next = await office.prepare();
    expect(await office.build(next)).toMatchObject({ payments: 2, totalFen: 2 * amountFen });
    await office.release(next);
    await office.steps.sendFiles({ runId: next });
    await office.importing(office.bank.statement(office.bank.debits().slice(2)));
    expect(await office.head(next)).toMatchObject({ state: 'reconciled' });
    expect(await netOf(office, 'B5')).toBe(-4 * amountFen);
    expect([await netOf(office, 'L2'), await netOf(office, 'L3'), await netOf(office, 'B4')]).toEqual([
      0, 0, 0,
    ]);
    await expectSound(office, next);
  });

  test('holds up no results of the others, which prove that the bank has those', async () => {
    const { office, runId, cancel } = await takenInPart();
    await office.importing(office.bank.statement(office.bank.debits()));
    expect(await office.head(runId)).toMatchObject({ state: 'filed' });
    expect(await netOf(office, 'B5')).toBe(-2 * amountFen);
    expect(await cancel()).toMatchObject({ ok: true, value: { state: 'reconciled' } });
    await expectSound(office, runId);
    expect(await cancel()).toMatchObject({ error: { kind: 'wrong-state', state: 'reconciled' } });
  });

  test('is never handed over again, though killed right after the decision', async () => {
    const crash = new CrashingTable();
    const { office, runId, cancel } = await takenInPart('refused', { wrap: (table) => crash.wrap(table) });
    crash.arm(2, 'before');
    await expect(cancel()).rejects.toThrow();
    expect(await eventsOf(office, runId)).toContain('files-given-up');
    const sends = office.bank.sends.length;
    expect(await office.steps.sendFiles({ runId })).toMatchObject({ outcome: 'sent' });
    expect(office.bank.sends).toHaveLength(sends);
    expect(await office.head(runId)).toMatchObject({ state: 'settling' });
  });

  test('is not given up while nobody knows whether the bank has it', async () => {
    const { office, runId, cancel } = await takenInPart('timed-out');
    expect(await cancel()).toMatchObject({ error: { kind: 'wrong-state', state: 'unknown' } });
    await office.steps.sendFiles({ runId });
    expect(await office.head(runId)).toMatchObject({ state: 'sent' });
  });

  test('and that was paid all the same, is an exception', async () => {
    const { office, runId, cancel } = await takenInPart('refused', { chunkSize: 10 });
    await cancel();
    const payments = (await createListRunPayments({ table: office.stored })(runId))!.items;
    expect(payments.map(({ state }) => state).sort()).toEqual(['rejected', 'rejected', 'sent', 'sent']);
    const { endToEndId } = payments.find(({ state }) => state === 'rejected')!;
    await office.importing(office.bank.statement([{ endToEndId, amountFen: fen(amountFen) }]));
    expect((await office.useCases.listExceptions()).items).toMatchObject([
      { reason: 'paid-after-rejection', amountFen },
    ]);
    await expectSound(office, runId);
  });

  test.each(['before', 'after'] as const)('is given up once, though killed %s any write', async (when) => {
    for (let at = 1; ; at += 1) {
      const crash = new CrashingTable();
      const { office, runId, cancel } = await takenInPart('refused', { wrap: (table) => crash.wrap(table) });
      crash.arm(at, when);
      const sends = office.bank.sends.length;
      const crashed = await cancel().then(
        () => false,
        () => true,
      );
      crash.arm(0, 'before');
      // The decision once made, the workflow goes on with it by itself; made again, it is the same.
      if (crashed && at % 2 === 0) await office.steps.sendFiles({ runId });
      if ((await office.head(runId)).state === 'filed') await cancel();
      await office.importing(office.bank.statement(office.bank.debits()));
      expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
      expect(office.bank.sends.length).toBeLessThanOrEqual(sends + 1);
      await expectSound(office, runId);
      if (!crashed) break;
    }
  });
});

test('a run of which the bank took nothing is cancelled whole', async () => {
  const office = financeOffice({ paymentsPerFile: 2 });
  for (let n = 0; n < 4; n += 1) office.awards.add(n, { amountFen: fen(amountFen) });
  await office.fund();
  office.bank.nextSends.push('refused', 'refused');
  const runId = await office.sentRun();
  expect(await office.useCases.cancelRun({ runId, actor: approver, reason: 'x' })).toMatchObject({
    ok: true,
    value: { state: 'cancelled' },
  });
});
