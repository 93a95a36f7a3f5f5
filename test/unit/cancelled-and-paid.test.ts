import { describe, expect, test } from '@jest/globals';
import type { BankRecord } from '../../functions/contracts/bank/bank-record.ts';
import { type FinanceOffice, financeOffice, netOf, preparer } from '../builders/finance-office.ts';
import { expectSound } from '../builders/sound-books.ts';
import { CrashingTable } from '../fakes/crashing-table.ts';
import { message } from '../fakes/scripted-bank.ts';

/** A run whose file the bank took, though it said that it had it not, and would not have it when it came again. */
async function deniedRun(options: Parameters<typeof financeOffice>[0] = {}) {
  const office = financeOffice(options);
  office.awards.add(0, { amountFen: 30_000 });
  await office.fund();
  office.bank.nextSends.push('timed-out', 'refused');
  const runId = await office.sentRun();
  office.bank.nextEnquiries.push('has-it-not');
  await office.steps.sendFiles({ runId });
  expect(await office.head(runId)).toMatchObject({ state: 'filed' });
  const cancel = () => office.useCases.cancelRun({ runId, actor: preparer, reason: '银行不收' });
  return { office, runId, cancel };
}

const words: Readonly<Record<string, (office: FinanceOffice) => readonly BankRecord[]>> = {
  'has paid': ({ bank }) => bank.statement(bank.debits()),
  'will pay': ({ bank }) =>
    message('pain.002', 'P1', [
      {
        kind: 'payment-status',
        endToEndId: bank.orders()[0]?.endToEndId ?? '',
        status: 'ACSP',
        reasons: [],
        neverReceived: false,
      },
    ]),
};

describe('a run that the bank denied, and then turns out to have', () => {
  test.each(Object.entries(words))(
    'is not cancelled, though whoever heard that it %s was killed at once',
    async (_, word) => {
      const crash = new CrashingTable();
      const { office, runId, cancel } = await deniedRun({ wrap: (table) => crash.wrap(table) });
      const said = word(office);
      crash.arm(1, 'after');
      await expect(office.importing(said)).rejects.toThrow('transaction 1');
      expect(await cancel()).toEqual({ ok: false, error: { kind: 'wrong-state', state: 'filed' } });
      expect(await office.importing(said)).toMatchObject({ ok: true });
      expect((await office.head(runId)).state).toMatch(/^(sent|reconciled)$/);
      await expectSound(office, runId);
    },
  );

  test('is not booked as paid where it is cancelled while that is being booked', async () => {
    let meanwhile: (() => Promise<unknown>) | undefined;
    const { office, runId, cancel } = await deniedRun({
      wrap: (table) => ({
        get: (key) => table.get(key),
        getMany: (keys) => table.getMany(keys),
        query: (input) => table.query(input),
        queryIndex: (index, input) => table.queryIndex(index, input),
        transact: async (actions) => {
          const act = meanwhile;
          meanwhile = undefined;
          await act?.();
          return table.transact(actions);
        },
      }),
    });
    const said = office.bank.statement(office.bank.debits());
    meanwhile = async () => expect(await cancel()).toMatchObject({ ok: true });
    await expect(office.importing(said)).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(await office.importing(said)).toMatchObject({ ok: true, value: { matched: 0, exceptions: 1 } });
    expect(await office.head(runId)).toMatchObject({ state: 'cancelled' });
    expect(await netOf(office, 'B5')).toBe(0);
    expect((await office.useCases.listExceptions()).items).toMatchObject([{ reason: 'not-sent' }]);
  });
});
