import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { postingActions } from '../../functions/app/ledger/posting-actions.ts';
import { createReissuePayment } from '../../functions/app/payments/reissue-payment.ts';
import { createReadReport } from '../../functions/app/reports/read-report.ts';
import { writeStreets, partsByStreet, streetAt } from '../../functions/app/payments/payment-streets.ts';
import { addParts, shareSplitter } from '../../functions/domain/ledger/shares.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { transfersOf } from '../../functions/domain/ledger/transfer.ts';
import { endToEndIdOf } from '../../functions/domain/payments/payment-id.ts';
import { type FinanceOffice, financeOffice, halves } from '../builders/finance-office.ts';
import { expectSound, expectStreetsReconcile } from '../builders/sound-books.ts';
import { paymentOf } from '../builders/payment-of.ts';
import { reading, sheetOf } from '../builders/report-route.ts';

const [east, west, elsewhere] = ['320602001', '320602002', '320602100'] as const;
const credit = { direction: 'credit' } as const;

/** Two awards in the east, one by its village's code, and one in the west. */
async function sent(files?: Parameters<typeof financeOffice>[0]) {
  const office = financeOffice(files);
  const areas = [`${east}003`, east, west];
  for (const [n, area] of areas.entries()) office.awards.add(n, { amountFen: 30_001, areaCode: area });
  office.clock.move('2008-06-02');
  await office.fund();
  return { office, runId: await office.sentRun() };
}

const streets = async (office: FinanceOffice) =>
  (await createReadReport(reading(office))('streets', 2008)).rows;

const row = (areaCodeOfRow: string, payments: number, paidFen: number, cameBackFen = 0) => ({
  areaCode: areaCodeOfRow,
  programme: 'rural-reward',
  payments,
  paidFen,
  cameBackFen,
  netFen: paidFen - cameBackFen,
});

/** The bank gives a payment back. */
async function returned(office: FinanceOffice, n: number): Promise<void> {
  const line = office.bank.debits().find(({ endToEndId }) => endToEndId === endToEndIdOf(paymentOf(n), 0));
  const back = { ...line, ...credit, bankReference: 'R1', returned: { reason: { code: 'AC04' } } };
  await office.importing(office.bank.statement([back], { id: 'BACK', sequence: 2 }));
}

describe('the report of payouts by street', () => {
  test('has what was settled where each award was', async () => {
    const { office, runId } = await sent();
    expect(await streets(office)).toEqual([]);
    await office.importing(office.bank.statement(office.bank.debits()));
    expect(await streets(office)).toEqual([row(east, 2, 60_002), row(west, 1, 30_001)]);
    await expectSound(office, runId);
  });

  test('has the same of a file that the bank booked as one', async () => {
    const { office, runId } = await sent();
    const messageId = (await office.head(runId)).files[0]!.messageId;
    const batch = { batch: { paymentInformationId: messageId }, bankReference: 'B1', amountFen: fen(90_003) };
    await office.importing(office.bank.statement([batch]));
    expect(await streets(office)).toEqual([row(east, 2, 60_002), row(west, 1, 30_001)]);
    await expectSound(office, runId);
  });

  test('takes a return off where it was paid, once, also when the family has moved meanwhile', async () => {
    const { office, runId } = await sent();
    await office.importing(office.bank.statement(office.bank.debits()));
    office.awards.add(2, { amountFen: 30_001, areaCode: elsewhere });
    await returned(office, 2);
    await returned(office, 2);
    const after = [row(east, 2, 60_002), row(west, 0, 30_001, 30_001)];
    expect(await streets(office)).toEqual(after);
    await expectSound(office, runId);

    const actor = { kind: 'staff', id: 'reissuer' } as const;
    await createReissuePayment({ table: office.stored, clock: office.clock })({
      paymentId: paymentOf(2),
      actor,
    });
    const again = await office.sentRun();
    expect(await streets(office)).toEqual(after);
    const debits = office.bank.debits().slice(-1);
    await office.importing(office.bank.statement(debits, { id: 'AGAIN', sequence: 3 }));
    expect(await streets(office)).toEqual([...after, row(elsewhere, 1, 30_001)]);
    await expectSound(office, again);
  });

  test('has what the bank charges beside the streets, and is a sheet', async () => {
    const { office } = await sent();
    await office.importing(office.bank.statement(office.bank.debits()));
    const fee = transfersOf({
      cause: 'fee',
      event: 'fee',
      programme: 'rural-reward',
      year: 2008,
      parts: [{ share: 'district', amountFen: fen(500) }],
      bankAccount: '9000000001',
      date: office.clock.today(),
      at: office.clock.now(),
    });
    expect(await office.stored.transact(postingActions(fee))).toEqual({ ok: true });
    await expectStreetsReconcile(office);
    expect((await sheetOf(office, 'streets')).slice(1)).toEqual([
      `${east},rural-reward,2,600.02,0.00,600.02`,
      `${west},rural-reward,1,300.01,0.00,300.01`,
      ',rural-reward,0,5.00,0.00,5.00',
      '',
    ]);
  });
});

describe('a chunk’s payments by street', () => {
  const payments = fc.array(
    fc.record({ street: fc.constantFrom(east, west, elsewhere), amountFen: fc.nat(99_999) }),
  );

  test('each is in its own, and all streets’ shares together are those of all payments', () => {
    fc.assert(
      fc.property(payments, (all) => {
        const seal = { streets: writeStreets(all.map(({ street }) => street)) };
        const placed = all.map(({ amountFen }, position) => ({ position, amountFen: fen(amountFen) }));
        const splitter = shareSplitter(halves);
        const parts = partsByStreet(seal, placed, splitter);
        expect(all.map((_, position) => streetAt(seal, position))).toEqual(all.map(({ street }) => street));
        expect(parts.reduce((sum, one) => sum + one.payments, 0)).toBe(all.length);
        const whole = splitter.splitAll(placed.map(({ amountFen }) => amountFen));
        if (all.length > 0) expect(addParts(...parts.map((one) => one.parts))).toEqual(whole);
      }),
    );
  });

  test('a chunk that was built before streets were kept has none', () => {
    expect(streetAt({}, 0)).toBeUndefined();
    expect(partsByStreet({}, [{ position: 0, amountFen: fen(1) }], shareSplitter(halves))).toEqual([]);
  });
});
