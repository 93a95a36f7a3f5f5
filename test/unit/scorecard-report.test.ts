import { describe, expect, test } from '@jest/globals';
import { countAppeal } from '../../functions/app/appeals/decided-appeals.ts';
import { createCancelPayment } from '../../functions/app/payments/cancel-payment.ts';
import { createReissuePayment } from '../../functions/app/payments/reissue-payment.ts';
import { scorecardReport } from '../../functions/app/reports/scorecard-report.ts';
import { countDecision } from '../../functions/app/review/decided-tasks.ts';
import { endToEndIdOf } from '../../functions/domain/payments/payment-id.ts';
import { serviceRate } from '../../functions/domain/review/service-rate.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { type FinanceOffice, financeOffice } from '../builders/finance-office.ts';
import { expectSound } from '../builders/sound-books.ts';
import { paymentOf } from '../builders/payment-of.ts';
import { sheetOf } from '../builders/report-route.ts';

const [east, west] = ['320602001', '320602002'] as const;
const [ann, bob] = (['ann', 'bob'] as const).map((id) => ({ kind: 'staff', id }) as const);

/** Twelve payments in the east and three in the west, due by the end of June and sent on the 20th. */
async function sent(payBy?: string) {
  const office = financeOffice(payBy === undefined ? {} : { payBy });
  for (let n = 0; n < 15; n += 1) office.awards.add(n, { areaCode: n < 12 ? east : west });
  office.clock.move('2008-06-20');
  await office.fund();
  return { office, runId: await office.sentRun() };
}

let statements = 0;

/** The bank books payments, or gives them back, on a day. */
async function bank(office: FinanceOffice, ns: readonly number[], day: string, back = false): Promise<void> {
  if (day > office.clock.today()) office.clock.move(day);
  statements += 1;
  const ids = new Map(ns.map((n) => [endToEndIdOf(paymentOf(n), 0), n]));
  const lines = office.bank
    .debits()
    .filter(({ endToEndId = '' }) => ids.has(endToEndId))
    .map((line) => ({
      ...line,
      bookedOn: calendarDate(day),
      ...(back
        ? {
            direction: 'credit' as const,
            bankReference: `R${String(line.endToEndId)}`,
            returned: { reason: { code: 'AC04' } },
          }
        : {}),
    }));
  expect(lines).toHaveLength(ns.length);
  await office.importing(
    office.bank.statement(lines, {
      id: `S${String(statements)}`,
      sequence: statements,
      day: calendarDate(day),
    }),
  );
}

const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, n) => from + n);
const report = (office: FinanceOffice) => scorecardReport(office.stored, 2008);

async function decide(office: FinanceOffice, area: string, count: number, today: string): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const counted = countDecision(
      { areaCode: area, dueOn: calendarDate('2008-06-17'), escalation: 0 },
      { stage: 'street', since: '2008-06-09T02:00:00.000Z' },
      calendarDate(today),
      office.calendar,
    );
    expect(await office.stored.transact([counted])).toEqual({ ok: true });
  }
}

describe('the offices’ service by street', () => {
  test('payments are on time when they are settled by the day they were due, and not returned by then', async () => {
    const { office, runId } = await sent('2008-06-30');
    expect(await report(office)).toMatchObject([{ paidOnTime: 0 }, { paidOnTime: 0 }, {}, {}]);
    await bank(office, upTo(11), '2008-06-25');
    await bank(office, [0], '2008-06-30', true);
    await bank(office, [11], '2008-07-01');
    await bank(office, [1], '2008-07-02', true);
    // Eleven in time, less the one that was back by then: ten of twelve. Three cases in the west tell nothing.
    expect(await report(office)).toEqual([
      { period: '2008-Q2', areaCode: east, paidOnTime: 83 },
      { period: '2008', areaCode: east, paidOnTime: 83 },
      { period: '2008-Q2', areaCode: west },
      { period: '2008', areaCode: west },
    ]);
    await expectSound(office, runId);
  });

  test('a programme that promises no day has none to be late for', async () => {
    const { office } = await sent();
    await bank(office, upTo(12), '2008-06-25');
    expect(await report(office)).toEqual([]);
  });

  test('what came back is resolved when it is paid again, or found to be owed no more', async () => {
    const { office } = await sent('2008-06-30');
    await bank(office, upTo(12), '2008-06-25');
    await bank(office, upTo(11), '2008-07-02', true);
    expect(await report(office)).toMatchObject([{ returnsResolved: 0 }, { returnsResolved: 0 }, {}, {}]);
    const reissue = createReissuePayment({ table: office.stored, clock: office.clock });
    for (const n of upTo(6))
      expect(await reissue({ paymentId: paymentOf(n), actor: ann! })).toMatchObject({ ok: true });
    const cancel = createCancelPayment(office);
    for (const n of [6, 7]) {
      const of = { paymentId: paymentOf(n), reason: 'died before the period' };
      await cancel({ ...of, event: 'propose', actor: ann! });
      expect(await cancel({ ...of, event: 'approve', actor: bob! })).toMatchObject({ ok: true });
    }
    const again = await office.sentRun();
    const orders = office.bank.orders().slice(-6);
    const day = calendarDate('2008-07-05');
    const debits = office.bank.debits(orders).map((line) => ({ ...line, bookedOn: day }));
    await office.importing(office.bank.statement(debits, { id: 'AGAIN', sequence: 99, day }));
    // Six and two of eleven; nothing is due twice.
    expect(await report(office)).toMatchObject([
      { period: '2008-Q2', areaCode: east, paidOnTime: 100, returnsResolved: 72 },
      { returnsResolved: 72 },
      {},
      {},
    ]);
    await expectSound(office, again);
  });

  test('decisions stand in their own quarter, and the year is the sum of its quarters’ cases', async () => {
    const office = financeOffice();
    await decide(office, `${east}003`, 9, '2008-06-12');
    await decide(office, east, 1, '2008-06-18');
    await decide(office, east, 10, '2008-07-01');
    await decide(office, west, 9, '2008-06-12');
    expect(await report(office)).toEqual([
      { period: '2008-Q2', areaCode: east, decidedOnTime: 90, medianDays: 3, ninetiethDays: 3 },
      { period: '2008-Q3', areaCode: east, decidedOnTime: 0, medianDays: 16, ninetiethDays: 16 },
      { period: '2008', areaCode: east, decidedOnTime: 45, medianDays: 7, ninetiethDays: 16 },
      { period: '2008-Q2', areaCode: west },
      { period: '2008', areaCode: west },
    ]);
    expect(await scorecardReport(office.stored, 2007)).toEqual([]);
  });

  test('appeals are in time when they are decided within 60 days, and add up to the year', async () => {
    const office = financeOffice();
    const lodgedOn = calendarDate('2008-05-01');
    const decided = async (area: string, count: number, today: string) => {
      for (let n = 0; n < count; n += 1)
        await office.stored.transact([countAppeal({ areaCode: area, lodgedOn }, calendarDate(today))]);
    };
    await decided(`${east}003`, 10, '2008-06-30');
    await decided(east, 10, '2008-07-01');
    await decided(west, 9, '2008-06-02');
    expect(await report(office)).toEqual([
      { period: '2008-Q2', areaCode: east, appealsInTime: 100 },
      { period: '2008-Q3', areaCode: east, appealsInTime: 0 },
      { period: '2008', areaCode: east, appealsInTime: 50 },
      { period: '2008-Q2', areaCode: west },
      { period: '2008', areaCode: west },
    ]);
    expect(await scorecardReport(office.stored, 2009)).toEqual([]);
  });

  test('is a sheet, in which too few cases are a blank', async () => {
    const office = financeOffice();
    await decide(office, east, 10, '2008-06-12');
    await decide(office, west, 9, '2008-06-12');
    expect((await sheetOf(office, 'scorecard')).slice(1, 4)).toEqual([
      `2008-Q2,${east},100,3,3,,,`,
      `2008,${east},100,3,3,,,`,
      `2008-Q2,${west},,,,,,`,
    ]);
  });

  test.each([
    [9, 9, undefined],
    [10, 10, 100],
    [0, 10, 0],
    [199, 200, 99],
    [0, 0, undefined],
  ])('%d of %d are %p percent', (served, cases, expected) => {
    expect(serviceRate(served, cases)).toBe(expected);
  });
});
