import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { readBankMessage } from '../../functions/adapters/bank/iso20022/read-bank-message.ts';
import { createEnquireRun } from '../../functions/app/payments/enquire-run.ts';
import { createReconciliationReport } from '../../functions/app/payments/read-run.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { plusDays } from '../../functions/domain/time/calendar-date.ts';
import { bankFaultsSchema, strikes } from '../../local/bank/bank-faults.ts';
import {
  type FinanceOffice,
  financeOffice,
  netOf,
  preparer,
  reconciler,
} from '../builders/finance-office.ts';
import { MovableClock } from '../fakes/movable-clock.ts';
import { violations } from '../invariants/invariants.ts';
import { heldPayments } from '../invariants/payment-invariants.ts';
import { observe } from '../invariants/observed.ts';
import { storeReader } from '../invariants/store-reader.ts';
import { recordsOf, type WatchedBank, watchedBank } from './watched-bank.ts';

/** `.ci/run` asks for 100,000. */
const payouts = Number(process.env.HUIMIN_PAYOUTS ?? 5_000);
const amountFen = fen(30_001);
/** Three payments in ten time out; half of those are paid all the same. */
const faults = bankFaultsSchema.parse({ seed: 30, timeoutPaid: 0.1634, timeoutUnpaid: 0.1634 });

/** The bank's day ends, and all that it has sent is imported. */
async function bankDay(office: FinanceOffice, bank: WatchedBank, clock: MovableClock): Promise<void> {
  const today = clock.today();
  const tomorrow = plusDays(today, 1);
  clock.move(tomorrow);
  await bank.simulator.clockMoved(today, tomorrow);
  for (const message of bank.messages) {
    if (message.imports > 0) continue;
    message.imports += 1;
    const imported = await office.useCases.importBankMessage({
      actor: reconciler,
      contentHash: createHash('sha256').update(message.bytes).digest('hex'),
      open: () => readBankMessage([message.bytes]),
    });
    if (!imported.ok) throw new Error(imported.error.kind);
    bank.imported(await recordsOf(message.bytes));
  }
}

test(`of ${payouts.toLocaleString('en')} payouts, three in ten timed out, none is paid twice, lost or left unknown`, async () => {
  const clock = new MovableClock();
  const bank = await watchedBank(clock);
  const office = financeOffice({
    clock,
    bankChannel: bank.channel,
    chunkSize: 1_000,
    paymentsPerFile: 5_000,
  });
  for (let n = 0; n < payouts; n += 1) {
    // Clear of the accounts that the simulator refuses on purpose.
    const number = `9908${String(n).padStart(8, '0')}666666`;
    office.awards.add(n, { amountFen, account: { holder: '周军宝', bank: 'DEMOCNSH', number } });
  }
  await office.fund();
  const cash = await netOf(office, 'A1');
  await bank.simulator.setFaults(faults);

  const runId = await office.prepare();
  await office.build(runId);
  expect(await office.release(runId)).toMatchObject({ ok: true });
  // As the workflow does: handed over, asked after while the outcome is unknown, and asked again.
  const outcomes: string[] = [];
  do {
    expect(outcomes.length).toBeLessThan(10);
    outcomes.push((await office.steps.sendFiles({ runId })).outcome);
  } while (outcomes.at(-1) !== 'sent');
  expect(outcomes.length).toBeGreaterThan(1);
  await bankDay(office, bank, clock);
  await createEnquireRun(office)({ runId, actor: preparer });
  await bankDay(office, bank, clock);

  const truth = await bank.truth();
  const struck = [...truth.payments.keys()].filter(
    (id) => strikes(faults, 'timeoutPaid', id) || strikes(faults, 'timeoutUnpaid', id),
  );
  expect(struck.length / payouts).toBeGreaterThan(0.29);

  const items = storeReader(office.database)();
  const entitlements = new Map(
    [...observe({ items }).payables.keys()].map((paymentId) => [paymentId, amountFen]),
  );
  expect(violations({ items, bank: truth, files: office.bankFiles.files, entitlements })).toEqual([]);
  expect(truth.payments.size).toBe(payouts);
  expect(
    [...truth.payments].filter(
      ([, { status, times, fen }]) => status !== 'settled' || times !== 1 || fen !== amountFen,
    ),
  ).toEqual([]);
  const held = heldPayments(observe({ items }));
  expect(held).toHaveLength(payouts);
  expect(held.filter(({ outcome }) => outcome !== 'settled')).toEqual([]);
  expect(await createReconciliationReport({ table: office.stored })(runId)).toMatchObject({
    status: 'reconciled',
    agrees: true,
  });
  expect(await netOf(office, 'A1')).toBe(cash - payouts * amountFen);
  await bank.close();
}, 600_000);
