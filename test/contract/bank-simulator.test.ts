import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { writePain001 } from '../../functions/adapters/bank/iso20022/write-pain001.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import type { BankRecord } from '../../functions/contracts/bank/bank-record.ts';
import type { CreditTransfer, PaymentFile } from '../../functions/contracts/bank/payment-file.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { type CalendarDate, calendarDate, plusDays } from '../../functions/domain/time/calendar-date.ts';
import { type BankFaults, bankFaultsSchema } from '../../local/bank/bank-faults.ts';
import {
  type BankSimulator,
  type BankSimulatorOptions,
  BankTimeout,
  createBankSimulator,
} from '../../local/bank/bank-simulator.ts';
import { aPayment, aPaymentFile, collect, recordsOf } from '../builders/bank-messages.ts';
import { schemaErrors } from '../builders/xsd.ts';

const folders: string[] = [];
const databases: SqliteDatabase[] = [];

afterEach(() => {
  for (const database of databases.splice(0)) database.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

interface Delivered {
  readonly name: string;
  readonly kind: string;
  readonly content: string;
  readonly records: readonly BankRecord[];
}

/** A bank with a clock to move, and everything it delivered. */
class BankUnderTest {
  today: CalendarDate = calendarDate('2008-06-30');
  readonly delivered: Delivered[] = [];
  readonly path: string;
  bank!: BankSimulator;
  #database: SqliteDatabase | undefined;
  readonly #options: Partial<BankSimulatorOptions>;

  constructor(options: Partial<BankSimulatorOptions> = {}) {
    this.#options = options;
    const folder = mkdtempSync(join(tmpdir(), 'huimin-bank-'));
    folders.push(folder);
    this.path = join(folder, 'bank.sqlite');
  }

  async start(listening = true): Promise<this> {
    this.#database?.close();
    this.#database = SqliteDatabase.open(this.path);
    databases.push(this.#database);
    this.bank = await createBankSimulator({
      database: this.#database,
      clock: { now: () => `${this.today}T02:00:00.000Z`, today: () => this.today },
      reportFault: (error) => {
        throw error;
      },
      ...this.#options,
    });
    if (listening) {
      this.bank.onMessage(async ({ name, kind, content }) => {
        const text = (await collect(content)).join('');
        this.delivered.push({ name, kind, content: text, records: await recordsOf(text) });
      });
    }
    return this;
  }

  /** Leaves the file as a process does that is stopped after its first decisions. */
  stopWhileDeciding(decided: number): void {
    this.#database?.exec(`
      UPDATE files SET state = 'deciding';
      UPDATE lines SET answer = NULL WHERE ordinal > ${String(decided)};
      DELETE FROM payments WHERE ordinal > ${String(decided)};
      DELETE FROM outgoing;
    `);
  }

  async moveTo(day: string): Promise<void> {
    const from = this.today;
    this.today = calendarDate(day);
    await this.bank.clockMoved(from, this.today);
  }

  /** Statuses told by pain.002, as `id status reason`. */
  statuses(): string[] {
    return this.delivered.flatMap(({ records }) => statusesOf(records));
  }

  /** Statement lines told by camt.053, as `id amount`, a debit negative. */
  lines(kind = 'camt.053'): string[] {
    return this.delivered
      .filter((message) => message.kind === kind)
      .flatMap(({ records }) =>
        records.flatMap((record) => {
          if (record.kind !== 'line') return [];
          const sign = record.direction === 'debit' ? '-' : '';
          const reason = record.returned?.reason?.code;
          return [
            `${record.endToEndId ?? '?'} ${sign}${String(record.amountFen)}${reason ? ` ${reason}` : ''}`,
          ];
        }),
      );
  }
}

function statusesOf(records: readonly BankRecord[]): string[] {
  return records.flatMap((record) =>
    record.kind === 'payment-status'
      ? [[record.endToEndId, record.status, ...record.reasons.map(({ code }) => code)].join(' ')]
      : [],
  );
}

function submit(bank: BankSimulator, file: PaymentFile): ReturnType<BankSimulator['submit']> {
  return bank.submit(writePain001(file));
}

function faults(changes: Partial<BankFaults>): BankFaults {
  return bankFaultsSchema.parse(changes);
}

function payment(id: string, changes: Partial<CreditTransfer> = {}): CreditTransfer {
  return aPayment({ endToEndId: id, ...changes });
}

function paidTo(account: string): Partial<CreditTransfer> {
  return { creditor: { name: '张三', account, bankId: 'DEMOCNSH' } };
}

const many = Array.from({ length: 200 }, (_, index) => payment(`E-${String(index)}`));

describe('a file of payments', () => {
  test('is acknowledged, answered, paid at the end of the day and stands in the statement', async () => {
    const under = await new BankUnderTest().start();
    await under.bank.fund('3206020000000001', fen(1_000_000));

    expect(await submit(under.bank, aPaymentFile([payment('E-1'), payment('E-2')]))).toEqual({
      kind: 'received',
      messageId: 'RUN-2008-H1-01',
      again: false,
    });
    expect(under.delivered).toEqual([]);
    await under.bank.deliverPending();
    expect(under.statuses()).toEqual(['E-1 ACSP', 'E-2 ACSP']);
    expect(await under.bank.truth()).toEqual([
      { endToEndId: 'E-1', fen: 30_000, status: 'accepted', times: 0 },
      { endToEndId: 'E-2', fen: 30_000, status: 'accepted', times: 0 },
    ]);

    expect(await under.bank.endOfDay()).toHaveLength(1);
    expect(under.lines()).toEqual(['E-1 -30000', 'E-2 -30000']);
    expect(under.delivered.at(-1)?.records.at(-2)).toEqual({
      kind: 'statement-end',
      statementId: 'DEMOCNSH-000000002',
      account: '3206020000000001',
      entries: 2,
      creditsFen: 0,
      debitsFen: 60_000,
      opening: { amountFen: 1_000_000, on: '2008-06-30' },
      closing: { amountFen: 940_000, on: '2008-06-30' },
      balanced: true,
    });
    expect(await under.bank.truth()).toMatchObject([
      { status: 'settled', times: 1 },
      { status: 'settled', times: 1 },
    ]);
  });

  test('is not paid before its day', async () => {
    const under = await new BankUnderTest().start();
    await submit(under.bank, aPaymentFile([payment('E-1')], { executionDate: calendarDate('2008-07-02') }));
    await under.bank.endOfDay();
    expect(under.lines()).toEqual([]);
    await under.moveTo('2008-07-02');
    expect(under.lines()).toEqual([]);
    await under.moveTo('2008-07-03');
    expect(under.lines()).toEqual(['E-1 -30000']);
  });

  test('sent again is answered again and paid once', async () => {
    const under = await new BankUnderTest().start();
    const file = aPaymentFile(many);
    await submit(under.bank, file);
    await under.bank.endOfDay();
    expect(await submit(under.bank, file)).toMatchObject({ again: true });
    await under.bank.endOfDay();
    expect(under.statuses()).toHaveLength(400);
    expect(under.lines()).toHaveLength(200);
    expect((await under.bank.truth()).map(({ times }) => times)).toEqual(many.map(() => 1));
  });

  test('its payments in another file are answered again and paid once', async () => {
    const under = await new BankUnderTest().start();
    await submit(under.bank, aPaymentFile([payment('E-1'), payment('E-2')]));
    await submit(under.bank, aPaymentFile([payment('E-2'), payment('E-3')], { messageId: 'RUN-2' }));
    await under.bank.endOfDay();
    expect(under.statuses()).toEqual(['E-1 ACSP', 'E-2 ACSP', 'E-2 ACSP', 'E-3 ACSP']);
    expect(under.lines()).toEqual(['E-1 -30000', 'E-2 -30000', 'E-3 -30000']);
  });

  test.each<[string, readonly CreditTransfer[]]>([
    ['twice in a file', [payment('E-1'), payment('E-1')]],
    ['for another amount', [payment('E-1'), payment('E-1', { amountFen: fen(1) })]],
    ['to another account', [payment('E-1'), payment('E-1', paidTo('1'))]],
  ])('an id used %s is paid once', async (_, payments) => {
    const under = await new BankUnderTest().start();
    await submit(under.bank, aPaymentFile(payments));
    await under.bank.endOfDay();
    expect(under.statuses()).toEqual(['E-1 ACSP', 'E-1 RJCT DU04']);
    expect(under.lines()).toEqual(['E-1 -30000']);
  });

  test('with the id of another file is refused', async () => {
    const under = await new BankUnderTest().start();
    await submit(under.bank, aPaymentFile([payment('E-1')]));
    expect(await submit(under.bank, aPaymentFile([payment('E-2')]))).toMatchObject({
      kind: 'refused',
      reason: 'DU01',
    });
    await under.bank.endOfDay();
    expect(under.lines()).toEqual(['E-1 -30000']);
  });

  test('cut off is refused, and may come again whole', async () => {
    const under = await new BankUnderTest().start();
    const text = (await collect(writePain001(aPaymentFile(many)))).join('');
    async function* cut(): AsyncGenerator<string> {
      yield text.slice(0, -200);
    }
    expect(await under.bank.submit(cut())).toMatchObject({ kind: 'refused', reason: 'FF01' });
    await under.bank.endOfDay();
    expect(await under.bank.truth()).toEqual([]);
    expect(await submit(under.bank, aPaymentFile(many))).toMatchObject({ kind: 'received', again: false });
  });

  test('whose sender breaks off may come again whole', async () => {
    const under = await new BankUnderTest().start();
    const text = (await collect(writePain001(aPaymentFile(many)))).join('');
    async function* broken(): AsyncGenerator<string> {
      yield text.slice(0, 5_000);
      throw new Error('connection reset');
    }
    await expect(under.bank.submit(broken())).rejects.toThrow('connection reset');
    expect(await submit(under.bank, aPaymentFile(many))).toMatchObject({ kind: 'received', again: false });
  });

  test.each([
    ['AM18', '<NbOfTxs>2</NbOfTxs>', '<NbOfTxs>3</NbOfTxs>'],
    ['AM10', '<CtrlSum>600.00</CtrlSum>', '<CtrlSum>600.01</CtrlSum>'],
  ])('that does not add up is rejected whole: %s', async (reason, from, to) => {
    const under = await new BankUnderTest().start();
    const text = (await collect(writePain001(aPaymentFile([payment('E-1'), payment('E-2')])))).join('');
    async function* wrong(): AsyncGenerator<string> {
      yield text.replaceAll(from, to);
    }
    expect(await under.bank.submit(wrong())).toMatchObject({ kind: 'received' });
    await under.bank.endOfDay();
    expect(under.delivered[0]?.records[1]).toMatchObject({
      kind: 'group-status',
      originalMessageId: 'RUN-2008-H1-01',
      status: 'RJCT',
      reasons: [{ code: reason }],
    });
    expect(await under.bank.truth()).toEqual([]);
    expect((await under.bank.status({ messageId: 'RUN-2008-H1-01' })).known).toBe(true);
  });
});

describe('payments that go wrong on purpose', () => {
  test('by their account', async () => {
    const under = await new BankUnderTest({ announceReturns: true }).start();
    await submit(
      under.bank,
      aPaymentFile([
        payment('E-1', paidTo('622200009901')),
        payment('E-2', paidTo('622200009904')),
        payment('E-3', paidTo('622200008807')),
        payment('E-4'),
      ]),
    );
    await under.bank.endOfDay();
    expect(under.delivered[0]?.records[1]).toMatchObject({ kind: 'group-status', status: 'PART' });
    expect(under.statuses()).toEqual(['E-1 RJCT AC01', 'E-2 RJCT AC04', 'E-3 ACSP', 'E-4 ACSP']);
    expect(under.lines()).toEqual(['E-3 -30000', 'E-4 -30000']);

    await under.moveTo('2008-07-10');
    expect(under.lines('camt.054')).toEqual(['E-3 30000 MD07']);
    expect(under.lines().slice(2)).toEqual(['E-3 30000 MD07']);
    expect((await under.bank.truth()).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
      'returned',
      'settled',
    ]);
  });

  test('by their bank, when only some are known', async () => {
    const under = await new BankUnderTest({ knownBanks: ['DEMOCNSH'] }).start();
    const elsewhere = { creditor: { name: '张三', account: '1', bankId: 'OTHRCNSH' } };
    await submit(under.bank, aPaymentFile([payment('E-1'), payment('E-2', elsewhere)]));
    await under.bank.deliverPending();
    expect(under.statuses()).toEqual(['E-1 ACSP', 'E-2 RJCT RC07']);
  });
});

describe('credits from elsewhere', () => {
  test('stand in the statement once', async () => {
    const under = await new BankUnderTest().start();
    await under.bank.credit('3206020000000001', fen(500), { reference: 'GRANT-1' });
    await under.bank.credit('3206020000000001', fen(500), { reference: 'GRANT-1' });
    await under.bank.endOfDay();
    expect(under.lines()).toEqual(['? 500']);
  });
});

describe('faults', () => {
  test('strike by seed and payment, not by order', async () => {
    const struck = async (payments: readonly CreditTransfer[], seed: number): Promise<string[]> => {
      const under = await new BankUnderTest().start();
      await under.bank.setFaults(faults({ seed, lose: 0.3 }));
      await submit(under.bank, aPaymentFile(payments));
      const truth = await under.bank.truth();
      return truth.flatMap(({ endToEndId, status }) => (status === 'lost' ? [endToEndId] : [])).sort();
    };
    const first = await struck(many, 1);
    expect(first.length).toBeGreaterThan(40);
    expect(first.length).toBeLessThan(80);
    expect(await struck(many.toReversed(), 1)).toEqual(first);
    expect(await struck(many, 2)).not.toEqual(first);
  });

  test('rejected: never debited, for a reason of the code set, and told so', async () => {
    const under = await new BankUnderTest().start();
    await under.bank.setFaults(faults({ reject: 0.5 }));
    await submit(under.bank, aPaymentFile(many));
    await under.bank.endOfDay();
    const rejected = under.statuses().filter((one) => one.includes('RJCT'));
    expect(rejected.length).toBeGreaterThan(70);
    expect(new Set(rejected.map((one) => one.split(' ')[2]))).toEqual(
      new Set(['AC01', 'AC04', 'AC06', 'BE04']),
    );
    expect(under.lines()).toHaveLength(200 - rejected.length);
    const truth = await under.bank.truth();
    expect(truth.filter(({ status, times }) => status === 'rejected' && times === 0)).toHaveLength(
      rejected.length,
    );
  });

  test('foreign: lines that are nobody’s of ours, in a statement that adds up, and not among our payments', async () => {
    const under = await new BankUnderTest().start();
    await under.bank.setFaults(faults({ foreign: 0.5 }));
    await submit(under.bank, aPaymentFile(many));
    await under.bank.endOfDay();
    const ours = new Set(many.map(({ endToEndId }) => endToEndId));
    const others = under.lines().filter((line) => !ours.has(line.split(' ')[0] ?? ''));
    expect(others.length).toBeGreaterThan(70);
    expect(others.some((line) => line.startsWith('? -'))).toBe(true);
    expect(others.some((line) => line.startsWith('STRANGER-'))).toBe(true);
    expect(under.lines()).toHaveLength(200 + others.length);
    expect(under.delivered.at(-1)?.records.at(-2)).toMatchObject({ kind: 'statement-end', balanced: true });
    expect(await under.bank.truth()).toHaveLength(200);
    await submit(under.bank, aPaymentFile(many));
    await under.bank.endOfDay();
    expect(under.lines()).toHaveLength(200 + others.length);
  });

  test('reordered: some payments a day late, some messages after later ones, and nothing lost', async () => {
    const under = await new BankUnderTest().start();
    await under.bank.setFaults(faults({ seed: 3, reorder: 0.5 }));
    for (let day = 0; day < 6; day += 1) {
      const messageId = `RUN-${String(day)}`;
      const executionDate = plusDays(calendarDate('2008-06-30'), day);
      const payments = many.slice(day * 20, day * 20 + 20);
      await submit(under.bank, aPaymentFile(payments, { messageId, executionDate }));
    }
    await under.moveTo('2008-07-10');
    const names = under.delivered.map(({ name }) => name);
    expect(names).not.toEqual([...names].sort());
    expect(new Set(names).size).toBe(names.length);
    expect(under.lines()).toHaveLength(120);
    const days = under.delivered.flatMap(({ records }) =>
      records.flatMap((one) =>
        one.kind === 'line' && one.endToEndId ? [[one.endToEndId, one.bookedOn]] : [],
      ),
    );
    const late = days.filter(([id, on]) => {
      const index = many.findIndex(({ endToEndId }) => endToEndId === id);
      return on !== plusDays(calendarDate('2008-06-30'), Math.floor(index / 20));
    });
    expect(late.length).toBeGreaterThan(30);
    expect(late.length).toBeLessThan(90);
  });

  test('a seed replays byte for byte', async () => {
    const told = async (seed: number): Promise<string[]> => {
      const under = await new BankUnderTest().start();
      const share = 0.2;
      const every = { lose: share, duplicate: share, return: share, wrongAmount: share, reject: share };
      await under.bank.setFaults(faults({ seed, ...every, reorder: share, foreign: share }));
      await submit(under.bank, aPaymentFile(many));
      await under.moveTo('2008-07-12');
      return under.delivered.map(({ name, content }) => `${name} ${content}`);
    };
    const first = await told(1);
    expect(await told(1)).toEqual(first);
    expect(await told(2)).not.toEqual(first);
  });

  test('timed out but paid: no answer, no report, and yet paid once', async () => {
    const under = await new BankUnderTest().start();
    await under.bank.setFaults(faults({ timeoutPaid: 1 }));
    const file = aPaymentFile([payment('E-1')]);
    await expect(submit(under.bank, file)).rejects.toBeInstanceOf(BankTimeout);
    await under.bank.deliverPending();
    expect(under.delivered).toEqual([]);

    const enquiry = await under.bank.status({ messageId: file.messageId });
    expect(enquiry.known).toBe(true);
    const records = await recordsOf(...(await collect(enquiry.content)));
    expect(statusesOf(records)).toEqual(['E-1 ACSP']);

    expect(await submit(under.bank, file)).toMatchObject({ kind: 'received', again: true });
    await under.bank.endOfDay();
    expect(under.lines()).toEqual(['E-1 -30000']);
  });

  test('timed out and not paid: the bank has it not, and takes it when it comes again', async () => {
    const under = await new BankUnderTest().start();
    await under.bank.setFaults(faults({ timeoutUnpaid: 1 }));
    const file = aPaymentFile([payment('E-1')]);
    await expect(submit(under.bank, file)).rejects.toBeInstanceOf(BankTimeout);
    await under.bank.endOfDay();
    expect(under.lines()).toEqual([]);

    const enquiry = await under.bank.status({ messageId: file.messageId });
    expect(enquiry.known).toBe(false);
    const records = await recordsOf(...(await collect(enquiry.content)));
    expect(records.find(({ kind }) => kind === 'payment-status')).toMatchObject({
      endToEndId: 'E-1',
      status: 'RJCT',
      neverReceived: true,
    });

    expect(await submit(under.bank, file)).toMatchObject({ kind: 'received' });
    await under.bank.endOfDay();
    expect(under.lines()).toEqual(['E-1 -30000']);
    expect(await under.bank.truth()).toMatchObject([{ status: 'settled', times: 1 }]);
  });

  test('lost: acknowledged, and silence; sent again in another file it is paid', async () => {
    const under = await new BankUnderTest().start();
    await under.bank.setFaults(faults({ lose: 0.3 }));
    expect(await submit(under.bank, aPaymentFile(many))).toMatchObject({ kind: 'received' });
    await under.bank.endOfDay();
    const lost = (await under.bank.truth()).filter(({ status }) => status === 'lost');
    expect(under.statuses()).toHaveLength(200 - lost.length);
    expect(under.lines()).toHaveLength(200 - lost.length);

    const ids = lost.map(({ endToEndId }) => endToEndId);
    const enquiry = await under.bank.status({ endToEndIds: [...ids, 'E-nobody'] });
    const records = await recordsOf(...(await collect(enquiry.content)));
    expect(statusesOf(records)).toEqual([...ids, 'E-nobody'].map((id) => `${id} RJCT AG09`));

    await submit(
      under.bank,
      aPaymentFile(
        ids.map((id) => payment(id)),
        { messageId: 'RUN-AGAIN' },
      ),
    );
    await under.bank.endOfDay();
    expect(under.lines()).toHaveLength(200);
    expect((await under.bank.truth()).every(({ status, times }) => status === 'settled' && times === 1)).toBe(
      true,
    );
  });

  test('duplicate: debited twice, and the second given back', async () => {
    const under = await new BankUnderTest().start();
    await under.bank.setFaults(faults({ duplicate: 1 }));
    await submit(under.bank, aPaymentFile([payment('E-1')]));
    await under.bank.endOfDay();
    expect(under.lines()).toEqual(['E-1 -30000', 'E-1 -30000']);
    const references = under.delivered
      .at(-1)
      ?.records.map((record) => record.kind === 'line' && record.bankReference)
      .filter(Boolean);
    expect(new Set(references).size).toBe(2);
    expect(await under.bank.truth()).toMatchObject([{ fen: 30_000, times: 2 }]);
    await under.moveTo('2008-07-10');
    expect(under.lines().slice(2)).toEqual(['E-1 30000']);
  });

  test('wrong amount: debited otherwise, and put right', async () => {
    const under = await new BankUnderTest().start();
    await under.bank.setFaults(faults({ wrongAmount: 1 }));
    await submit(under.bank, aPaymentFile([payment('E-1')]));
    await under.bank.endOfDay();
    const [wrong] = await under.bank.truth();
    expect(Math.abs((wrong?.fen ?? 0) - 30_000)).toBe(100);
    await under.moveTo('2008-07-10');
    const sum = under.lines().reduce((total, line) => total + Number(line.split(' ')[1]), 0);
    expect(sum).toBe(-30_000);
    expect(await under.bank.truth()).toMatchObject([{ fen: 30_000, times: 1 }]);
  });

  test('return: paid, and back days later with a reason', async () => {
    const under = await new BankUnderTest().start();
    await under.bank.setFaults(faults({ return: 1 }));
    await submit(under.bank, aPaymentFile([payment('E-1')]));
    await under.moveTo('2008-07-01');
    expect(await under.bank.truth()).toMatchObject([{ status: 'settled' }]);
    await under.moveTo('2008-07-03');
    expect(under.lines()).toHaveLength(1);
    await under.moveTo('2008-07-04');
    expect(under.lines()[1]).toMatch(/^E-1 30000 [A-Z]{2}\d\d$/);
    expect(await under.bank.truth()).toMatchObject([{ status: 'returned', times: 1 }]);
  });

  test('all of them at once: every statement balances, and what a lost answer leaves can be asked after', async () => {
    const under = await new BankUnderTest().start();
    const third = 0.3;
    await under.bank.setFaults(
      faults({
        seed: 7,
        timeoutPaid: third,
        timeoutUnpaid: third,
        lose: third,
        duplicate: third,
        return: third,
        wrongAmount: third,
      }),
    );
    const file = aPaymentFile(many);
    await expect(submit(under.bank, file)).rejects.toBeInstanceOf(BankTimeout);
    await submit(under.bank, file);
    for (let day = under.today; day < '2008-07-20'; day = plusDays(day, 1))
      await under.moveTo(plusDays(day, 1));

    const ends = under.delivered.flatMap(({ records }) =>
      records.filter(({ kind }) => kind === 'statement-end'),
    );
    expect(ends.length).toBeGreaterThan(2);
    expect(ends.every((end) => end.kind === 'statement-end' && end.balanced)).toBe(true);
    const closings = ends.map((end) => end.kind === 'statement-end' && end.closing?.amountFen);
    const openings = ends.map((end) => end.kind === 'statement-end' && end.opening?.amountFen);
    expect(openings.slice(1)).toEqual(closings.slice(0, -1));
    expect(
      under.delivered.flatMap(({ records }) => records).filter(({ kind }) => kind === 'problem'),
    ).toEqual([]);
    const truth = await under.bank.truth();
    expect(truth).toHaveLength(200);
    const kept = truth
      .filter(({ status }) => status === 'settled')
      .reduce((sum, { fen: amount }) => sum + amount, 0);
    expect(closings.at(-1)).toBe(-kept);
  });
});

describe('what was not delivered', () => {
  test('is kept when nobody listens, and delivered after a restart, in order and alike', async () => {
    const under = await new BankUnderTest().start(false);
    await submit(under.bank, aPaymentFile([payment('E-1')]));
    expect(await under.bank.endOfDay()).toEqual([]);
    const answer = await under.bank.pain002('RUN-2008-H1-01');
    const before = answer && (await collect(answer.content)).join('');

    await under.bank.close();
    await under.start();
    expect(await under.bank.deliverPending()).toEqual([
      'DEMOCNSH-000000001.pain.002.xml',
      'DEMOCNSH-000000002.camt.053.xml',
    ]);
    expect(under.delivered[0]?.content).toBe(before);
    expect(await under.bank.deliverPending()).toEqual([]);
  });

  test('is delivered again, alike, when the import failed', async () => {
    const under = await new BankUnderTest().start(false);
    const seen: string[] = [];
    let failures = 1;
    under.bank.onMessage(async ({ name, content }) => {
      seen.push(`${name} ${(await collect(content)).join('')}`);
      if (failures-- > 0) throw new Error('the import failed');
    });
    await submit(under.bank, aPaymentFile([payment('E-1')]));
    await expect(under.bank.deliverPending()).rejects.toThrow('the import failed');
    await under.bank.deliverPending();
    expect(seen).toHaveLength(2);
    expect(seen[0]).toBe(seen[1]);
  });

  test('comes by itself when asked to', async () => {
    const under = await new BankUnderTest({ deliverEveryMilliseconds: 5 }).start(false);
    const { promise, resolve } = Promise.withResolvers<string>();
    under.bank.onMessage(async ({ name }) => resolve(name));
    await submit(under.bank, aPaymentFile([payment('E-1')]));
    expect(await promise).toBe('DEMOCNSH-000000001.pain.002.xml');
    await under.bank.close();
  });
});

describe('days', () => {
  test('that passed while the bank was shut are closed when it opens', async () => {
    const under = await new BankUnderTest().start(false);
    await submit(under.bank, aPaymentFile([payment('E-1', paidTo('622200008804'))]));
    await under.bank.close();
    under.today = calendarDate('2008-07-15');
    await under.start();
    await under.bank.deliverPending();
    expect(under.lines()).toEqual(['E-1 -30000', 'E-1 30000 AC04']);
  });

  test('a year without payments costs no messages; a day closed twice says nothing twice', async () => {
    const under = await new BankUnderTest().start();
    await under.bank.fund('3206020000000001', fen(1));
    expect(await under.bank.endOfDay()).toHaveLength(1);
    expect(await under.bank.endOfDay()).toEqual([]);
    await under.moveTo('2009-06-30');
    expect(under.delivered).toHaveLength(1);
  });
});

describe('a stopped process', () => {
  const large = aPaymentFile(Array.from({ length: 1_200 }, (_, index) => payment(`E-${String(index)}`)));

  test('leaves no half of a file behind that it was reading', async () => {
    const under = await new BankUnderTest().start(false);
    const text = (await collect(writePain001(large))).join('');
    const reached = Promise.withResolvers<boolean>();
    async function* hanging(): AsyncGenerator<string> {
      yield text.slice(0, -1_000);
      // Asked for more: what came before was read and laid by.
      reached.resolve(true);
      await new Promise(() => undefined);
    }
    void under.bank.submit(hanging());
    await reached.promise;
    await under.start();
    expect(await under.bank.truth()).toEqual([]);
    expect((await under.bank.status({ messageId: large.messageId })).known).toBe(false);
    expect(await submit(under.bank, large)).toMatchObject({ kind: 'received', again: false });
    expect(await under.bank.truth()).toHaveLength(1_200);
  });

  test('goes on with a file that it was deciding', async () => {
    const under = await new BankUnderTest().start(false);
    await submit(under.bank, large);
    await under.bank.close();
    under.stopWhileDeciding(1_050);
    await under.start();
    expect(await under.bank.truth()).toHaveLength(1_200);
    await under.bank.endOfDay();
    expect(under.statuses()).toHaveLength(1_200);
    expect(under.lines()).toHaveLength(1_200);
  });
});

describe('what the bank sends is what the schemas ask for', () => {
  test.each([
    { pain002: '11', camt053: '08', camt054: '08' },
    { pain002: '14', camt053: '12', camt054: '12' },
  ] as const)('$pain002 $camt053 $camt054', async (versions) => {
    const under = await new BankUnderTest({ versions, announceReturns: true }).start();
    await under.bank.setFaults(faults({ return: 0.3, duplicate: 0.3, wrongAmount: 0.3 }));
    await submit(under.bank, aPaymentFile([...many, payment('R-1', paidTo('622200009901'))]));
    await under.bank.credit('3206020000000001', fen(500), { reference: 'GRANT-1' });
    await under.moveTo('2008-07-10');
    const enquiry = await under.bank.status({ messageId: 'RUN-2008-H1-01' });
    const asked = (await collect(enquiry.content)).join('');
    const of = (kind: string): string[] =>
      under.delivered.filter((message) => message.kind === kind).map(({ content }) => content);
    expect(await schemaErrors(`pain.002.001.${versions.pain002}`, ...of('pain.002'), asked)).toEqual([]);
    expect(await schemaErrors(`camt.053.001.${versions.camt053}`, ...of('camt.053'))).toEqual([]);
    expect(of('camt.054')).toHaveLength(1);
    expect(await schemaErrors(`camt.054.001.${versions.camt054}`, ...of('camt.054'))).toEqual([]);
  });
});
