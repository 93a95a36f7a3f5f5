import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { readBankMessage } from '../../functions/adapters/bank/iso20022/read-bank-message.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createEnquireRun } from '../../functions/app/payments/enquire-run.ts';
import type { BankChannel } from '../../functions/app/payments/ports.ts';
import { createReconciliationReport } from '../../functions/app/payments/read-run.ts';
import { createReadPayment } from '../../functions/app/payments/read-payment.ts';
import { createListExceptions } from '../../functions/app/reconciliation/list-exceptions.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { parseEndToEndId } from '../../functions/domain/payments/payment-id.ts';
import { calendarDate, plusDays } from '../../functions/domain/time/calendar-date.ts';
import { bankFaultsSchema } from '../../local/bank/bank-faults.ts';
import { type BankSimulator, BankTimeout, createBankSimulator } from '../../local/bank/bank-simulator.ts';
import { collect } from '../builders/bank-messages.ts';
import {
  type FinanceOffice,
  financeOffice,
  netOf,
  preparer,
  reconciler,
} from '../builders/finance-office.ts';
import { MovableClock } from '../fakes/movable-clock.ts';

/** The simulator's own door: a timeout says nothing, and an enquiry names what never arrived. */
function doorOf(bank: BankSimulator): BankChannel {
  return {
    async send(file) {
      try {
        const answer = await bank.submit(file.content());
        return answer.kind === 'received' ? 'acknowledged' : 'refused';
      } catch (error) {
        if (error instanceof BankTimeout) return 'timed-out';
        throw error;
      }
    },
    async enquire({ messageId }) {
      const { known, content } = await bank.status({ messageId });
      if (!known) return 'has-it-not';
      for await (const record of readBankMessage(content)) {
        if (record.kind === 'payment-status' && record.neverReceived) return 'has-part';
      }
      return 'has-it';
    },
  };
}

async function anOfficeAndItsBank(awards: number, faults: object) {
  const clock = new MovableClock();
  const bank = await createBankSimulator({
    database: SqliteDatabase.open(':memory:'),
    clock,
    reportFault: (error) => {
      throw error;
    },
  });
  await bank.setFaults(bankFaultsSchema.parse(faults));
  const office = financeOffice({ chunkSize: 20, paymentsPerFile: 40, bankChannel: doorOf(bank), clock });
  for (let n = 0; n < awards; n += 1) office.awards.add(n, { amountFen: 30_001 });
  await office.fund();
  bank.onMessage(async ({ content }) => {
    const text = (await collect(content)).join('');
    const result = await office.useCases.importBankMessage({
      actor: reconciler,
      contentHash: createHash('sha256').update(text).digest('hex'),
      open: () => readBankMessage([text]),
    });
    if (!result.ok) throw new Error(result.error.kind);
  });

  /** Lets days pass at the bank, its statements and answers imported as they come. */
  async function pass(days: number): Promise<void> {
    for (let day = 0; day < days; day += 1) {
      await bank.deliverPending();
      await bank.endOfDay();
      const today = clock.today();
      clock.move(plusDays(today, 1));
      await bank.clockMoved(today, calendarDate(clock.today()));
      await bank.deliverPending();
    }
  }
  return { office, bank, pass };
}

async function openExceptions(office: FinanceOffice) {
  const list = createListExceptions({ table: office.stored });
  const all: Awaited<ReturnType<typeof list>>['items'][number][] = [];
  for (let cursor: string | undefined, more = true; more;) {
    const page = await list(cursor === undefined ? {} : { cursor });
    all.push(...page.items);
    cursor = page.cursor;
    more = cursor !== undefined;
  }
  return all;
}

describe('a run at a bank that goes wrong', () => {
  test.each([
    ['not at all', {}],
    [
      'in every way',
      { timeoutPaid: 0.15, timeoutUnpaid: 0.15, lose: 0.1, duplicate: 0.1, return: 0.1, wrongAmount: 0.1 },
    ],
    ['by timeouts alone', { timeoutPaid: 0.3, timeoutUnpaid: 0.3 }],
    ['by refusing', { reject: 0.3 }],
    ['by mixing in what is not ours, late and out of order', { foreign: 0.3, reorder: 0.3 }],
    [
      'in every way there is',
      {
        timeoutPaid: 0.1,
        timeoutUnpaid: 0.1,
        lose: 0.1,
        duplicate: 0.1,
        return: 0.1,
        wrongAmount: 0.1,
        reject: 0.1,
        foreign: 0.2,
        reorder: 0.2,
      },
    ],
  ])('(%s) pays nobody twice, loses nobody, and its books say what the bank did', async (_, faults) => {
    const { office, bank, pass } = await anOfficeAndItsBank(100, { seed: 7, ...faults });
    const cash = await netOf(office, 'A1');
    const runId = await office.prepare();
    await office.build(runId);
    await office.release(runId);
    for (let times = 0; times < 6; times += 1) {
      if ((await office.steps.sendFiles({ runId })).outcome === 'sent') break;
    }
    await pass(2);
    const enquire = createEnquireRun(office);
    for (let times = 0; times < 3; times += 1) {
      const asked = await enquire({ runId, actor: preparer });
      if (!asked.ok) break;
      await pass(1);
    }
    await pass(8);

    const truth = await bank.truth();
    expect(truth).toHaveLength(100);
    expect(truth.filter(({ status }) => status === 'lost')).toEqual([]);
    const report = (await createReconciliationReport({ table: office.stored })(runId))!;
    expect(report).toMatchObject({ status: 'reconciled', agrees: true });
    const read = createReadPayment({ table: office.stored });
    for (const { endToEndId, status } of truth) {
      const id = parseEndToEndId(endToEndId);
      const payment = await read(id?.kind === 'full' ? id.paymentId : '');
      expect({ endToEndId, state: payment?.state }).toEqual({ endToEndId, state: status });
    }
    // What is not ours stands in suspense, and all of it is an open exception; nothing of ours is.
    const open = await openExceptions(office);
    const foreign = open.filter(({ reason }) => reason === 'unknown-id' || reason === 'no-id');
    expect(open.filter((one) => !foreign.includes(one) && one.reason !== 'sequence-gap')).toEqual([]);
    if (!('foreign' in faults)) expect(open).toEqual([]);
    const sumOf = (direction: string): number =>
      foreign.reduce((sum, one) => sum + (one.direction === direction ? (one.amountFen ?? 0) : 0), 0);
    expect(await netOf(office, 'A3')).toBe(sumOf('debit'));
    expect((await netOf(office, 'L4')) + sumOf('credit')).toBe(0);

    const back = truth.filter(({ status }) => status === 'returned' || status === 'rejected').length;
    const moved = (await netOf(office, 'A1')) - cash + sumOf('debit') - sumOf('credit');
    expect(moved).toBe((back - 100) * 30_001);
    expect(await netOf(office, 'L2')).toBe(0);
    expect((await netOf(office, 'L3')) + back * fen(30_001)).toBe(0);
    const balance = await office.useCases.trialBalance({ recompute: true });
    expect(balance).toMatchObject({ balanced: true, differences: [] });
  });
});
