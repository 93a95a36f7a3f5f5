import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createReconciliationReport } from '../../functions/app/payments/read-run.ts';
import { createReadPayment } from '../../functions/app/payments/read-payment.ts';
import type { BankRecord } from '../../functions/contracts/bank/bank-record.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { parseEndToEndId } from '../../functions/domain/payments/payment-id.ts';
import { financeOffice, netOf } from '../builders/finance-office.ts';
import { expectLedgerOwes } from '../builders/sound-books.ts';
import { message } from '../fakes/scripted-bank.ts';

type Line = Partial<Extract<BankRecord, { kind: 'line' }>>;
type Outcome = 'settled' | 'returned' | 'rejected' | 'disputed' | 'sent';

interface Story {
  /** What the bank books of the payment, in this order. */
  readonly lines: readonly Line[];
  readonly rejected?: boolean;
  readonly ends: Outcome;
}

const amountFen = fen(30_001);
const back = { direction: 'credit', bankReference: 'BACK', returned: {} } as const;
const right = { direction: 'credit', bankReference: 'RIGHT', reversal: true } as const;

/** What may happen to a payment at a bank, and what must have become of it. */
const stories: Readonly<Record<string, Story>> = {
  paid: { lines: [{}], ends: 'settled' },
  'paid and returned': { lines: [{}, back], ends: 'returned' },
  'returned, then paid in the books': { lines: [back, {}], ends: 'returned' },
  'paid twice': { lines: [{}, { bankReference: 'TWICE' }], ends: 'settled' },
  'paid twice, one given back': { lines: [{}, { bankReference: 'TWICE' }, right], ends: 'settled' },
  'paid too much': { lines: [{ amountFen: fen(30_101) }], ends: 'disputed' },
  'paid too much, put right': {
    lines: [{ amountFen: fen(30_101) }, { ...right, amountFen: fen(100) }],
    ends: 'settled',
  },
  'paid too little, put right': {
    lines: [{ amountFen: fen(29_901) }, { ...right, direction: 'debit', amountFen: fen(100) }],
    ends: 'settled',
  },
  'paid too little and twice, both put right': {
    lines: [
      { amountFen: fen(29_901) },
      { bankReference: 'TWICE' },
      right,
      { ...right, bankReference: 'RIGHT TOO', direction: 'debit', amountFen: fen(100) },
    ],
    ends: 'settled',
  },
  'paid too much, all returned': {
    lines: [{ amountFen: fen(30_101) }, { ...back, amountFen: fen(30_101) }],
    ends: 'returned',
  },
  'returned in part': { lines: [{}, { ...back, amountFen: fen(5) }], ends: 'settled' },
  rejected: { lines: [], rejected: true, ends: 'rejected' },
  'rejected and paid': { lines: [{}], rejected: true, ends: 'rejected' },
  'never heard of again': { lines: [], ends: 'sent' },
};

const history = fc.record({
  stories: fc.array(fc.constantFrom(...Object.keys(stories)), { minLength: 1, maxLength: 12 }),
  // Which payment's next line comes next, and where a statement ends.
  order: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
  linesAStatement: fc.integer({ min: 1, max: 9 }),
  strangers: fc.integer({ min: 0, max: 2 }),
  resent: fc.array(fc.nat(), { maxLength: 3 }),
  chunkSize: fc.integer({ min: 1, max: 5 }),
  seed: fc.nat(),
});

test('whatever the bank does, in whatever order, the books say what it did', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (given) => {
      const office = financeOffice({
        chunkSize: given.chunkSize,
        paymentsPerFile: 4,
        store: { chaos: { seed: given.seed, conflictShare: 0.05, indexLag: true } },
      });
      given.stories.forEach((_, n) => office.awards.add(n, { amountFen }));
      await office.fund();
      const runId = await office.sentRun();
      const cash = await netOf(office, 'A1');

      const payments = office.bank
        .debits()
        .map((line, at) => ({ line, story: stories[given.stories[at]!]! }));
      const rejections = payments
        .filter(({ story }) => story.rejected)
        .map(({ line }): BankRecord => ({
          kind: 'payment-status',
          endToEndId: line.endToEndId!,
          status: 'RJCT',
          reasons: [{ code: 'AC01' }],
          neverReceived: false,
        }));
      await office.importing(message('pain.002', 'STATUS', rejections));

      const queues = payments.map(({ line, story }) => story.lines.map((one): Line => ({ ...line, ...one })));
      for (let n = 0; n < given.strangers; n += 1) {
        queues.push([{ endToEndId: `X${String(n)}`, amountFen: fen(77), bankReference: `X${String(n)}` }]);
      }
      const lines: Line[] = [];
      for (let turn = 0; queues.some(({ length }) => length > 0); turn += 1) {
        const waiting = queues.filter(({ length }) => length > 0);
        const next = waiting[(given.order[turn % 40] ?? 0) % waiting.length];
        lines.push(next!.shift()!);
      }
      const statements: (readonly BankRecord[])[] = [];
      for (let from = 0; from < lines.length; from += given.linesAStatement) {
        statements.push(office.bank.statement(lines.slice(from, from + given.linesAStatement)));
      }
      for (const statement of statements) {
        expect(await office.importing(statement)).toMatchObject({ ok: true });
        const balance = await office.useCases.trialBalance();
        expect(balance.balanced).toBe(true);
        await expectLedgerOwes(office, runId);
        const { statement: totals } = (await createReconciliationReport({ table: office.stored })(runId))!;
        expect(Object.values(totals).every(({ count, fen: sum }) => count >= 0 && sum >= 0)).toBe(true);
      }
      for (const which of given.resent) {
        const again = statements[which % Math.max(statements.length, 1)];
        if (again) await office.importing(again);
      }

      const moved = lines.reduce(
        (sum, { direction, amountFen: amount = fen(0) }) =>
          direction === 'credit' ? sum + amount : sum - amount,
        0,
      );
      expect((await netOf(office, 'A1')) - cash).toBe(moved);
      const read = createReadPayment({ table: office.stored });
      for (const { line, story } of payments) {
        const id = parseEndToEndId(line.endToEndId!);
        const payment = await read(id?.kind === 'full' ? id.paymentId : '');
        const isOver = story.ends === 'settled' && (await office.head(runId)).state === 'closed';
        expect(payment?.state).toBe(isOver ? 'closed' : story.ends);
      }
      const open = given.stories.filter((name) => ['disputed', 'sent'].includes(stories[name]!.ends));
      const state = (await office.head(runId)).state;
      if (open.length === 0) expect(state).toBe('reconciled');
      else expect(['sent', 'settling']).toContain(state);
      // Nothing of what is over stays in transit.
      expect((await netOf(office, 'L2')) + open.length * amountFen).toBe(0);
    }),
    { numRuns: 30 },
  );
});
