import { describe, expect, test } from '@jest/globals';
import { createReconciliationReport } from '../../functions/app/payments/read-run.ts';
import { createReadPayment } from '../../functions/app/payments/read-payment.ts';
import { createListExceptions } from '../../functions/app/reconciliation/list-exceptions.ts';
import type { BankRecord } from '../../functions/contracts/bank/bank-record.ts';
import { fen, type Weight } from '../../functions/domain/money/fen.ts';
import { parseEndToEndId, shortEndToEndIdOf } from '../../functions/domain/payments/payment-id.ts';
import {
  approver,
  type FinanceOffice,
  financeOffice,
  netOf,
  preparer,
  reconciler,
} from '../builders/finance-office.ts';
import { expectSound } from '../builders/sound-books.ts';
import { message } from '../fakes/scripted-bank.ts';

const amountFen = 30_001;

async function sentRun(awards = 5, options: Parameters<typeof financeOffice>[0] = {}) {
  const office = financeOffice(options);
  for (let n = 0; n < awards; n += 1) office.awards.add(n, { amountFen });
  await office.fund();
  const runId = await office.sentRun();
  return { office, runId, debits: office.bank.debits() };
}

const exceptionsOf = async (office: FinanceOffice, state?: 'open' | 'resolved') =>
  (await createListExceptions({ table: office.stored })(state === undefined ? {} : { state })).items;

const reasonsOf = async (office: FinanceOffice) => (await exceptionsOf(office)).map(({ reason }) => reason);

const totalsOf = async (office: FinanceOffice, runId: string) =>
  (await createReconciliationReport({ table: office.stored })(runId))!.statement;

const credit = { direction: 'credit' } as const;

describe('an import', () => {
  test('of the same message again gives the same answer and changes nothing', async () => {
    const { office, runId, debits } = await sentRun();
    const statement = office.bank.statement(debits);
    const first = await office.importing(statement);
    const { version } = await office.head(runId);
    const cash = await netOf(office, 'A1');
    const again = await office.importing(statement);
    expect(again).toEqual({ ok: true, value: { ...(first.ok && first.value), alreadyImported: true } });
    expect((await office.head(runId)).version).toBe(version);
    expect(await netOf(office, 'A1')).toBe(cash);
    await expectSound(office, runId);
  });

  test('of the same entries in another message changes nothing', async () => {
    const { office, runId, debits } = await sentRun();
    await office.importing(office.bank.statement(debits.slice(0, 3)));
    const cash = await netOf(office, 'A1');
    const again = await office.importing(
      office.bank.statement(debits.slice(0, 3), { id: 'CAMT054', sequence: 2 }),
    );
    expect(again).toMatchObject({ ok: true, value: { matched: 3, exceptions: 0, alreadyImported: false } });
    expect(await netOf(office, 'A1')).toBe(cash);
    expect(await totalsOf(office, runId)).toMatchObject({ settled: { count: 3 }, outstanding: { count: 2 } });
    await expectSound(office, runId);
  });

  test('of half a message posts nothing', async () => {
    const { office, runId, debits } = await sentRun();
    const half = office.bank.statement(debits).slice(0, -1);
    expect(await office.importing(half)).toEqual({ ok: false, error: { kind: 'incomplete' } });
    expect(await totalsOf(office, runId)).toMatchObject({ settled: { count: 0 } });
    expect(await office.importing([])).toEqual({ ok: false, error: { kind: 'incomplete' } });
  });

  test.each([preparer, approver])('is not for $id, who had a hand in the run', async (actor) => {
    const { office, runId, debits } = await sentRun();
    const statement = office.bank.statement(debits);
    expect(await office.importing(statement, actor)).toEqual({
      ok: false,
      error: { kind: 'separation', runId },
    });
    expect(await totalsOf(office, runId)).toMatchObject({ settled: { count: 0 } });
    expect(await office.importing(statement)).toMatchObject({ ok: true, value: { matched: 5 } });
  });

  test('by two at once books once', async () => {
    const { office, runId, debits } = await sentRun(12, { chunkSize: 4 });
    const statement = office.bank.statement(debits);
    const results = await Promise.all([
      office.importing(statement),
      office.importing(statement),
      office.importing(office.bank.statement(debits, { id: 'OTHER', sequence: 2 })),
    ]);
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(await netOf(office, 'B5')).toBe(-12 * amountFen);
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    await expectSound(office, runId);
  });

  test('understands the short form of an id', async () => {
    const { office, debits } = await sentRun(1);
    const id = parseEndToEndId(debits[0]!.endToEndId!);
    if (id?.kind !== 'full') throw new Error('not our id');
    const short = shortEndToEndIdOf(id.paymentId, id.reissue);
    const result = await office.importing(office.bank.statement([{ ...debits[0], endToEndId: short }]));
    expect(result).toMatchObject({ value: { matched: 1, exceptions: 0 } });
  });

  test('takes only what is booked', async () => {
    const { office, runId, debits } = await sentRun(1);
    const result = await office.importing(office.bank.statement([{ ...debits[0], status: 'pending' }]));
    expect(result).toMatchObject({ value: { matched: 0, exceptions: 0 } });
    expect(await office.head(runId)).toMatchObject({ state: 'sent' });
  });

  test('in any order, over many chunks, comes to the same', async () => {
    const { office, runId, debits } = await sentRun(20, { chunkSize: 3, paymentsPerFile: 6 });
    const mixed = [...debits].sort((a, b) => (a.endToEndId! < b.endToEndId! ? -1 : 1));
    await office.importing(office.bank.statement(mixed.slice(0, 11)));
    expect(await office.head(runId)).toMatchObject({ state: 'settling' });
    await office.importing(office.bank.statement(mixed.slice(11)));
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    await expectSound(office, runId);
  });

  test('of many shares and many returns fits the store’s transactions', async () => {
    const names = ['central', 'province', 'city', 'district', 'employer-levy', 'fund'];
    const shares: Weight[] = names.map((name, at) => ({ name, basisPoints: at === 0 ? 1_670 : 1_666 }));
    const { office, runId, debits } = await sentRun(60, { shares });
    const back = debits.map((line) => ({ ...line, ...credit, bankReference: 'R', returned: {} }));
    const result = await office.importing(office.bank.statement([...debits.slice(0, 40), ...back]));
    expect(result).toMatchObject({ value: { matched: 40, returned: 60, exceptions: 0 } });
    expect(await netOf(office, 'L3')).toBe(-60 * amountFen);
    expect(await netOf(office, 'B4')).toBe(-60 * amountFen);
    await expectSound(office, runId);
  });
});

describe('what the bank says of a payment', () => {
  test('another amount is disputed, and its money in suspense', async () => {
    const { office, runId, debits } = await sentRun(2);
    const result = await office.importing(
      office.bank.statement([{ ...debits[0], amountFen: fen(amountFen + 100) }, debits[1]!]),
    );
    expect(result).toMatchObject({ value: { matched: 1, exceptions: 1 } });
    expect(await exceptionsOf(office)).toMatchObject([
      { reason: 'amount-differs', amountFen: amountFen + 100, instructedFen: amountFen, runId },
    ]);
    expect(await netOf(office, 'A3')).toBe(amountFen + 100);
    expect(await netOf(office, 'L2')).toBe(-amountFen);
    expect(await office.head(runId)).toMatchObject({ state: 'settling' });
    await expectSound(office, runId);
  });

  test.each([100, -100])(
    'a wrong amount (%s fen) that the bank puts right settles it',
    async (difference) => {
      const { office, runId, debits } = await sentRun(1);
      await office.importing(
        office.bank.statement([{ ...debits[0], amountFen: fen(amountFen + difference) }]),
      );
      const put: Partial<Extract<BankRecord, { kind: 'line' }>> = {
        ...debits[0],
        direction: difference > 0 ? 'credit' : 'debit',
        amountFen: fen(Math.abs(difference)),
        reversal: true,
        bankReference: 'C1',
      };
      await office.importing(office.bank.statement([put]));
      await office.importing(office.bank.statement([put], { id: 'AGAIN', sequence: 3 }));
      expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
      expect(await exceptionsOf(office)).toEqual([]);
      expect(await exceptionsOf(office, 'resolved')).toMatchObject([{ reason: 'amount-differs' }]);
      expect(await netOf(office, 'A3')).toBe(0);
      expect(await netOf(office, 'B5')).toBe(-amountFen);
      const { lines } = await office.useCases.trialBalance();
      expect(
        lines.filter(({ account }) => account === 'A3').every((one) => one.debitFen === one.creditFen),
      ).toBe(true);
      await expectSound(office, runId);
    },
  );

  test('paid twice is an exception each time, and the second given back resolves it', async () => {
    const { office, runId, debits } = await sentRun(2);
    const twice = { ...debits[0], bankReference: 'SECOND' };
    await office.importing(office.bank.statement([...debits, twice]));
    await office.importing(office.bank.statement([...debits, twice], { id: 'AGAIN', sequence: 2 }));
    expect(await reasonsOf(office)).toEqual(['duplicate']);
    expect(await netOf(office, 'A3')).toBe(amountFen);
    await office.importing(
      office.bank.statement([{ ...debits[0], ...credit, reversal: true, bankReference: 'BACK' }], {
        sequence: 3,
      }),
    );
    expect(await exceptionsOf(office)).toEqual([]);
    expect(await netOf(office, 'A3')).toBe(0);
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    expect(await totalsOf(office, runId)).toMatchObject({ settled: { count: 2 }, returned: { count: 0 } });
    await expectSound(office, runId);
  });

  test('paid twice in one statement under one reference is found too', async () => {
    const { office, runId, debits } = await sentRun(1);
    await office.importing(office.bank.statement([debits[0]!, debits[0]!, debits[0]!]));
    expect(await reasonsOf(office)).toEqual(['duplicate', 'duplicate']);
    expect(await netOf(office, 'A3')).toBe(2 * amountFen);
    await expectSound(office, runId);
  });

  test('a return after settlement goes back to what is owed, with its reason', async () => {
    const { office, runId, debits } = await sentRun(2);
    await office.importing(office.bank.statement(debits));
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    const back = { ...debits[1], ...credit, bankReference: 'R1', returned: { reason: { code: 'MD07' } } };
    const result = await office.importing(office.bank.statement([back]));
    await office.importing(office.bank.statement([back], { id: 'AGAIN', sequence: 3 }));
    expect(result).toMatchObject({ value: { matched: 0, returned: 1, exceptions: 0 } });
    const report = await createReconciliationReport({ table: office.stored })(runId);
    expect(report).toMatchObject({
      status: 'reconciled',
      agrees: true,
      deviations: [{ state: 'returned', reason: 'MD07', amountFen }],
    });
    expect(await netOf(office, 'B4')).toBe(-amountFen);
    expect(await netOf(office, 'L3')).toBe(-amountFen);
    expect(await reasonsOf(office)).toEqual([]);
    await expectSound(office, runId);
  });

  test('a return that comes before its debit implies it', async () => {
    const { office, runId, debits } = await sentRun(1);
    await office.importing(
      office.bank.statement([{ ...debits[0], ...credit, bankReference: 'R1', returned: {} }]),
    );
    expect(await netOf(office, 'B5')).toBe(0);
    const debit = await office.importing(office.bank.statement(debits));
    expect(debit).toMatchObject({ value: { matched: 1, exceptions: 0 } });
    expect(await totalsOf(office, runId)).toMatchObject({ settled: { count: 0 }, returned: { count: 1 } });
    const twice = await office.importing(office.bank.statement([{ ...debits[0], bankReference: 'TWICE' }]));
    expect(twice).toMatchObject({ value: { exceptions: 1 } });
    await expectSound(office, runId);
  });

  test('a return of another amount, or after the run is closed, is an exception', async () => {
    const { office, runId, debits } = await sentRun(2);
    await office.importing(office.bank.statement(debits));
    await office.importing(
      office.bank.statement([
        { ...debits[0], ...credit, amountFen: fen(1), bankReference: 'R1', returned: {} },
      ]),
    );
    expect(await reasonsOf(office)).toEqual(['return-amount-differs']);
    await office.steps.closeRun({ runId });
    await office.importing(
      office.bank.statement([{ ...debits[0], ...credit, bankReference: 'R2', returned: {} }]),
    );
    expect(await reasonsOf(office)).toEqual(['return-amount-differs', 'late-return']);
    expect(await office.head(runId)).toMatchObject({ state: 'closed' });
    expect(await netOf(office, 'L4')).toBe(-amountFen - 1);
    await expectSound(office, runId);
  });

  test('a disputed payment may come back whole', async () => {
    const { office, runId, debits } = await sentRun(1);
    await office.importing(office.bank.statement([{ ...debits[0], amountFen: fen(amountFen + 33) }]));
    await office.importing(
      office.bank.statement([
        { ...debits[0], ...credit, amountFen: fen(amountFen + 33), bankReference: 'R1', returned: {} },
      ]),
    );
    expect(await totalsOf(office, runId)).toMatchObject({ disputed: { count: 0 }, returned: { count: 1 } });
    expect(await netOf(office, 'A3')).toBe(0);
    expect(await netOf(office, 'L3')).toBe(-amountFen);
    expect(await netOf(office, 'L2')).toBe(0);
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    await expectSound(office, runId);
  });

  test('a rejection frees it for a reissue, and a payment after it is an exception', async () => {
    const { office, runId, debits } = await sentRun(2);
    const status = (endToEndId: string, changes: object = {}): BankRecord => ({
      kind: 'payment-status',
      endToEndId,
      status: 'RJCT',
      reasons: [{ code: 'AC01' }],
      neverReceived: false,
      ...changes,
    });
    const first = debits[0]!.endToEndId!;
    const accepted = status(debits[1]!.endToEndId!, { status: 'ACSP', reasons: [] });
    const result = await office.importing(message('pain.002', 'P1', [status(first), accepted]));
    expect(result).toMatchObject({ value: { rejected: 1, matched: 0, exceptions: 0 } });
    await office.importing(message('pain.002', 'P2', [status(first)]));
    expect(await totalsOf(office, runId)).toMatchObject({ rejected: { count: 1, fen: amountFen } });
    expect(await netOf(office, 'L3')).toBe(-amountFen);
    await office.importing(office.bank.statement(debits));
    expect(await reasonsOf(office)).toEqual(['paid-after-rejection']);
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    await office.importing(message('pain.002', 'P3', [status(debits[1]!.endToEndId!)]));
    expect(await reasonsOf(office)).toEqual(['paid-after-rejection', 'rejected-after-settlement']);
    await expectSound(office, runId);
  });

  test('that it never had it is an exception, and no rejection', async () => {
    const { office, runId, debits } = await sentRun(1);
    const never: BankRecord = {
      kind: 'payment-status',
      endToEndId: debits[0]!.endToEndId!,
      status: 'RJCT',
      reasons: [{ code: 'AG09' }],
      neverReceived: true,
    };
    await office.importing(message('pain.002', 'P1', [never]));
    expect(await reasonsOf(office)).toEqual(['never-received']);
    expect(await totalsOf(office, runId)).toMatchObject({
      rejected: { count: 0 },
      outstanding: { count: 1 },
    });
  });
});

describe('what the bank says of a file', () => {
  const group = (originalMessageId: string, status: string, code?: string): BankRecord => ({
    kind: 'group-status',
    originalMessageId,
    status,
    reasons: code === undefined ? [] : [{ code }],
  });

  test('refused whole, its payments go out again by themselves, under new ids', async () => {
    const { office, runId } = await sentRun(5, { chunkSize: 2 });
    const [messageId = ''] = office.bank.sends;
    const result = await office.importing(message('pain.002', 'P1', [group(messageId, 'RJCT', 'AM18')]));
    expect(result).toMatchObject({ value: { rejected: 5, exceptions: 0 } });
    expect(await office.head(runId)).toMatchObject({ state: 'rejected' });
    expect(await netOf(office, 'L3')).toBe(-5 * amountFen);
    const before = office.bank.orders().map(({ endToEndId }) => endToEndId);
    const next = await office.sentRun();
    expect(await office.head(next)).toMatchObject({ payments: 5 });
    expect(await netOf(office, 'L3')).toBe(0);
    const after = [...office.bank.files.values()].at(-1)!.map(({ endToEndId }) => endToEndId);
    expect(after.filter((id) => before.includes(id))).toEqual([]);
    await office.importing(office.bank.statement(office.bank.debits([...office.bank.files.values()].at(-1))));
    expect(await office.head(next)).toMatchObject({ state: 'reconciled' });
    expect(await netOf(office, 'E1')).toBe(5 * amountFen);
    // What the bank might still say of the first instructions is nobody's payment any more.
    await office.importing(office.bank.statement([{ endToEndId: before[0]!, amountFen: fen(amountFen) }]));
    expect(await reasonsOf(office)).toEqual(['replaced']);
    await expectSound(office, next);
  });

  test('accepted, it proves that the bank has a file in doubt', async () => {
    const office = financeOffice();
    for (let n = 0; n < 3; n += 1) office.awards.add(n, { amountFen });
    await office.fund();
    const runId = await office.prepare();
    await office.build(runId);
    await office.release(runId);
    office.bank.nextSends.push('timed-out');
    await office.steps.sendFiles({ runId });
    await office.importing(message('pain.002', 'P1', [group(office.bank.sends[0]!, 'ACSP')]));
    expect(await office.head(runId)).toMatchObject({ state: 'sent' });
  });

  test('never received, it answers who asked, and rejects nothing', async () => {
    const { office, runId } = await sentRun(2);
    await office.importing(message('pain.002', 'P1', [group(office.bank.sends[0]!, 'RJCT', 'AG09')]));
    expect(await totalsOf(office, runId)).toMatchObject({ rejected: { count: 0 } });
  });

  test('booked as one batch, it settles all that is outstanding, once, if the sum is right', async () => {
    const { office, runId, debits } = await sentRun(7, { chunkSize: 3 });
    const [messageId = ''] = office.bank.sends;
    await office.importing(office.bank.statement(debits.slice(0, 2)));
    const batch = { batch: { paymentInformationId: messageId }, bankReference: 'B1' };
    await office.importing(office.bank.statement([{ ...batch, amountFen: fen(7 * amountFen) }]));
    expect(await reasonsOf(office)).toEqual(['batch-differs']);
    const whole = { ...batch, bankReference: 'B2', amountFen: fen(5 * amountFen) };
    expect(await office.importing(office.bank.statement([whole]))).toMatchObject({
      value: { matched: 5, exceptions: 0 },
    });
    const again = await office.importing(office.bank.statement([whole], { id: 'AGAIN', sequence: 4 }));
    expect(again).toMatchObject({ value: { matched: 5, exceptions: 0 } });
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    expect(await netOf(office, 'B5')).toBe(-7 * amountFen);
    await expectSound(office, runId);
  });
});

test.each(['first', 'last'])(
  'a notification of the same entries, %s, without the bank’s number, books nothing twice',
  async (when) => {
    const { office, runId, debits } = await sentRun(4, { chunkSize: 3 });
    const cash = await netOf(office, 'A1');
    const returned = {
      ...debits[1],
      ...credit,
      bankReference: 'BACK',
      returned: { reason: { code: 'AC04' } },
    };
    const statement = office.bank.statement([...debits, returned]);
    const notification = message(
      'camt.054',
      'N1',
      office.bank
        .statement([...debits, returned].map(({ bankReference: _, ...line }) => line))
        .filter(({ kind }) => kind === 'line'),
    );
    for (const one of when === 'first' ? [notification, statement] : [statement, notification]) {
      expect(await office.importing(one)).toMatchObject({ ok: true, value: { exceptions: 0 } });
    }
    await office.importing(notification);
    expect((await netOf(office, 'A1')) - cash).toBe(-3 * amountFen);
    expect(await netOf(office, 'A3')).toBe(0);
    expect(await totalsOf(office, runId)).toMatchObject({ settled: { count: 3 }, returned: { count: 1 } });
    // Paid twice, which the statement says, is found all the same.
    await office.importing(
      office.bank.statement([{ ...debits[0], bankReference: 'TWICE' }], { sequence: 9 }),
    );
    expect(await reasonsOf(office)).toContain('duplicate');
    await expectSound(office, runId);
  },
);

describe('a report on a file', () => {
  type Status = Partial<Extract<BankRecord, { kind: 'payment-status' }>>;
  const statusOf = (endToEndId: string, status: string, more: Status = {}): BankRecord => ({
    kind: 'payment-status',
    endToEndId,
    status,
    reasons: [],
    neverReceived: false,
    ...more,
  });
  const groupOf = (id: string, status?: string): BankRecord => ({
    kind: 'group-status',
    originalMessageId: id,
    reasons: [],
    ...(status === undefined ? {} : { status }),
  });

  /** A run of four at a bank, what its report says, and where the payments are afterwards. */
  async function reported(
    absentMeansAccepted: boolean,
    report: (messageId: string, ids: readonly string[]) => readonly BankRecord[],
  ) {
    const { office, runId, debits } = await sentRun(4, { files: { absentMeansAccepted } });
    const ids = debits.map(({ endToEndId = '' }) => endToEndId);
    await office.importing(message('pain.002', 'P1', report(office.bank.sends[0]!, ids)));
    const read = createReadPayment({ table: office.stored });
    const states = async (): Promise<(string | undefined)[]> =>
      Promise.all(
        ids.map(async (text) => {
          const id = parseEndToEndId(text);
          return (await read(id?.kind === 'full' ? id.paymentId : ''))?.state;
        }),
      );
    return { office, runId, debits, states };
  }

  const rejectsSecond = (messageId: string, ids: readonly string[]): BankRecord[] => [
    groupOf(messageId, 'PART'),
    statusOf(ids[1]!, 'RJCT', { reasons: [{ code: 'AC04' }], originalMessageId: messageId }),
  ];

  test.each([
    [true, ['accepted', 'rejected', 'accepted', 'accepted']],
    [false, ['sent', 'rejected', 'sent', 'sent']],
  ])('where absent means accepted: %s, it says so of whom it does not name', async (setting, expected) => {
    const { office, runId, states } = await reported(setting, rejectsSecond);
    expect(await states()).toEqual(expected);
    // Accepted is not paid: that the statement says.
    expect(await totalsOf(office, runId)).toMatchObject({ settled: { count: 0 }, outstanding: { count: 3 } });
    await expectSound(office, runId);
  });

  test.each<[string, (messageId: string, ids: readonly string[]) => readonly BankRecord[]]>([
    [
      'has a payment pending',
      (id, ids) => [...rejectsSecond(id, ids), statusOf(ids[3]!, 'PDNG', { originalMessageId: id })],
    ],
    [
      'never had one',
      (id, ids) => [
        ...rejectsSecond(id, ids),
        statusOf(ids[3]!, 'RJCT', { originalMessageId: id, neverReceived: true }),
      ],
    ],
    [
      'has a part that cannot be read',
      (id, ids) => [
        ...rejectsSecond(id, ids),
        { kind: 'problem', problem: 'missing-end-to-end-id', line: 9, column: 1, at: 'TxInfAndSts' },
      ],
    ],
    [
      'is of another file',
      (_, ids) => [groupOf('NOT-OURS', 'PART'), statusOf('NOT-OURS', 'RJCT'), statusOf(ids[1]!, 'PDNG')],
    ],
  ])('that %s says nothing of whom it does not name', async (_, report) => {
    const { states } = await reported(true, report);
    const [first, , third] = await states();
    expect([first, third]).toEqual(['sent', 'sent']);
  });

  test.each(['ACSP', 'PDNG'])(
    'that refuses the whole file and calls a payment %s refuses nothing',
    async (status) => {
      const { office, runId, states } = await reported(true, (id, ids) => [
        groupOf(id, 'RJCT'),
        statusOf(ids[2]!, status, { originalMessageId: id }),
      ]);
      expect(await states()).toEqual(['sent', 'sent', status === 'ACSP' ? 'accepted' : 'sent', 'sent']);
      expect(await reasonsOf(office)).toEqual(['contradictory']);
      await expectSound(office, runId);
    },
  );

  test.each(['ACCP', 'ACSP', 'ACSC', 'ACWC'])('%s of the whole file is of every payment', async (status) => {
    const { states } = await reported(false, (id) => [groupOf(id, status)]);
    expect(new Set(await states())).toEqual(new Set(['accepted']));
  });

  test.each(['ACTC', 'RCVD', 'PDNG', 'PART'])('%s of the whole file is of none', async (status) => {
    const { states } = await reported(false, (id) => [groupOf(id, status)]);
    expect(new Set(await states())).toEqual(new Set(['sent']));
  });

  test('accepts by name, and each is settled, rejected or disputed from there', async () => {
    const { office, runId, debits, states } = await reported(false, (id, ids) => [
      groupOf(id, 'PART'),
      ...ids
        .slice(0, 3)
        .map((one) => statusOf(one, 'ACSP', { originalMessageId: id, amountFen: fen(amountFen) })),
    ]);
    expect(await states()).toEqual(['accepted', 'accepted', 'accepted', 'sent']);
    await office.importing(
      message('pain.002', 'P2', [statusOf(debits[1]!.endToEndId!, 'RJCT', { reasons: [{ code: 'AC01' }] })]),
    );
    await office.importing(
      office.bank.statement([debits[0]!, { ...debits[2], amountFen: fen(amountFen + 1) }, debits[3]!]),
    );
    expect(await states()).toEqual(['settled', 'rejected', 'disputed', 'settled']);
    await expectSound(office, runId);
  });

  test('of another amount than was instructed is an exception, and accepts nothing', async () => {
    const { office, runId, states } = await reported(false, (id, ids) => [
      groupOf(id, 'ACSP'),
      statusOf(ids[0]!, 'ACSP', { originalMessageId: id, amountFen: fen(amountFen - 1) }),
    ]);
    expect(await exceptionsOf(office)).toMatchObject([
      { reason: 'amount-differs', amountFen: amountFen - 1, instructedFen: amountFen, runId },
    ]);
    expect(await netOf(office, 'A3')).toBe(0);
    expect((await states())[1]).toBe('accepted');
    await expectSound(office, runId);
  });

  test('again changes nothing', async () => {
    const { office, runId, states } = await reported(false, (id, ids) => [
      groupOf(id, 'PART'),
      statusOf(ids[0]!, 'ACSP', { originalMessageId: id }),
    ]);
    const { version } = await office.head(runId);
    const id = office.bank.sends[0]!;
    const again = office.bank.debits()[0]!.endToEndId!;
    await office.importing(message('pain.002', 'P9', [groupOf(id, 'PART'), statusOf(again, 'ACSP')]));
    expect((await office.head(runId)).version).toBe(version);
    expect(await states()).toEqual(['accepted', 'sent', 'sent', 'sent']);
  });
});

test('one transaction of several never settles a file, whatever its sum', async () => {
  const { office, runId, debits } = await sentRun(2);
  const [paymentInformationId = ''] = office.bank.sends;
  await office.importing(office.bank.statement(debits.slice(0, 1)));
  // As much as the file still has outstanding, and yet it may be any of the entry's transactions.
  const batch = { paymentInformationId };
  const part = { part: true, detail: 2, batch, bankReference: 'P2', amountFen: fen(amountFen) } as const;
  const result = await office.importing(office.bank.statement([part]));
  expect(result).toMatchObject({ value: { matched: 0, exceptions: 1 } });
  expect(await reasonsOf(office)).toEqual(['no-id']);
  expect(await totalsOf(office, runId)).toMatchObject({ settled: { count: 1 }, outstanding: { count: 1 } });
  const reversed = { batch, reversal: true, bankReference: 'P3', amountFen: fen(amountFen) };
  expect(await office.importing(office.bank.statement([reversed]))).toMatchObject({ value: { matched: 0 } });
  await expectSound(office, runId);
});

describe('what is not ours', () => {
  test('stands as an exception by its line, money in suspense, and stops nothing', async () => {
    const { office, runId, debits } = await sentRun(1);
    const stranger = { endToEndId: 'STRANGER', amountFen: fen(500) };
    const result = await office.importing(
      office.bank.statement([
        { ...stranger, ...credit, bankReference: 'S1' },
        { ...stranger, bankReference: 'S2' },
        { ...credit, amountFen: fen(7) },
        { ...credit, amountFen: fen(7) },
        debits[0]!,
      ]),
    );
    expect(result).toMatchObject({ value: { matched: 1, exceptions: 4 } });
    expect((await reasonsOf(office)).sort()).toEqual(['no-id', 'no-id', 'unknown-id', 'unknown-id']);
    expect(await netOf(office, 'L4')).toBe(-514);
    expect(await netOf(office, 'A3')).toBe(500);
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    await expectSound(office, runId);
  });

  test('an id of ours that no bank was ever given is an exception too', async () => {
    const office = financeOffice();
    for (let n = 0; n < 2; n += 1) office.awards.add(n, { amountFen });
    await office.fund();
    const runId = await office.prepare();
    await office.build(runId);
    const [file = ''] = [...office.bankFiles.files.values()].map((bytes) => bytes.toString('utf8'));
    const endToEndId = /<EndToEndId>([^<]+)/.exec(file)?.[1] ?? '';
    await office.importing(office.bank.statement([{ endToEndId, amountFen: fen(amountFen) }]));
    expect(await reasonsOf(office)).toEqual(['not-sent']);
    await office.importing(
      office.bank.statement([{ endToEndId: `${endToEndId.slice(0, -2)}05`, amountFen: fen(amountFen) }]),
    );
    expect(await reasonsOf(office)).toEqual(['not-sent', 'unknown-id']);
    expect(await office.head(runId)).toMatchObject({ state: 'prepared' });
  });

  test('what cannot be read, does not add up or is missing in between, is told', async () => {
    const { office } = await sentRun(1);
    const problem = { kind: 'problem', line: 9, column: 1, at: 'Stmt' } as const;
    const problems: BankRecord[] = [
      { ...problem, problem: 'balance-differs' },
      { ...problem, problem: 'bad-amount' },
    ];
    await office.importing(message('camt.053', 'P', problems));
    await office.importing(office.bank.statement([], { sequence: 4 }));
    await office.importing(office.bank.statement([], { sequence: 7 }));
    await office.importing(office.bank.statement([], { sequence: 5 }));
    expect((await exceptionsOf(office)).map(({ reason, code }) => [reason, code])).toEqual([
      ['balance-differs', 'balance-differs'],
      ['unreadable', 'bad-amount'],
      ['sequence-gap', '2'],
    ]);
  });
});

describe('an exception', () => {
  test('is taken, asked about, proposed, and approved by another', async () => {
    const { office } = await sentRun(1);
    await office.importing(office.bank.statement([{ ...credit, amountFen: fen(7) }]));
    const [{ exceptionId } = { exceptionId: '' }] = await exceptionsOf(office);
    const handle = office.useCases.handleException;
    const actor = { kind: 'staff', id: 'one' } as const;
    const other = { kind: 'staff', id: 'two' } as const;
    expect(await handle({ exceptionId, event: 'propose', actor })).toMatchObject({
      error: { kind: 'wrong-state' },
    });
    await handle({ exceptionId, event: 'take', actor });
    await handle({ exceptionId, event: 'ask', actor });
    await handle({ exceptionId, event: 'answer', actor });
    const settlement = { kind: 'treasury' } as const;
    expect(await handle({ exceptionId, event: 'propose', actor, settlement })).toMatchObject({
      error: { kind: 'incomplete-proposal', missing: 'resolution' },
    });
    expect(await handle({ exceptionId, event: 'propose', actor, resolution: 'nobody’s' })).toMatchObject({
      error: { kind: 'incomplete-proposal', missing: 'settlement' },
    });
    await handle({ exceptionId, event: 'propose', actor, resolution: 'nobody’s', settlement });
    expect(await handle({ exceptionId, event: 'approve', actor })).toMatchObject({
      error: { kind: 'same-person' },
    });
    expect(await handle({ exceptionId, event: 'approve', actor: reconciler })).toMatchObject({
      error: { kind: 'same-person' },
    });
    expect(await handle({ exceptionId, event: 'approve', actor: other })).toMatchObject({
      ok: true,
      value: { state: 'resolved', resolution: 'nobody’s', settlement, proposedBy: 'one', approvedBy: 'two' },
    });
    expect(await exceptionsOf(office)).toEqual([]);
    expect(await handle({ exceptionId: 'exc-none', event: 'take', actor })).toMatchObject({
      error: { kind: 'not-found' },
    });
  });
});

test('a payment is where its chunk is, or where it went by itself', async () => {
  const { office, debits } = await sentRun(2);
  const read = createReadPayment({ table: office.stored });
  const ids = debits.map(({ endToEndId }) => {
    const id = parseEndToEndId(endToEndId!);
    return id?.kind === 'full' ? id.paymentId : '';
  });
  expect(await Promise.all(ids.map(read))).toMatchObject([{ state: 'sent' }, { state: 'sent' }]);
  await office.importing(office.bank.statement([debits[0]!, { ...debits[1], amountFen: fen(1) }]));
  expect(await Promise.all(ids.map(read))).toMatchObject([{ state: 'settled' }, { state: 'disputed' }]);
  expect(await read('nobody-of-that-id-00000000')).toBeUndefined();
});
