import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createProveCash } from '../../functions/app/reconciliation/prove-cash.ts';
import { keepStatement, readStatements } from '../../functions/app/reconciliation/statements.ts';
import type { KeptStatement } from '../../functions/contracts/store/statement.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import {
  type CashOfDay,
  proveCash,
  type StatementOfDay,
} from '../../functions/domain/reconciliation/cash-proof.ts';
import { breakBetween } from '../../functions/domain/reconciliation/statement-chain.ts';
import { calendarDate, plusDays } from '../../functions/domain/time/calendar-date.ts';
import { createReadCashProofHandler } from '../../functions/handlers/http/reconciliation/read-cash-proof/handler.ts';
import { askRoute } from '../builders/ask-route.ts';
import { financeOffice } from '../builders/finance-office.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';
import { message } from '../fakes/scripted-bank.ts';

const june = (day: number) => calendarDate(`2008-06-${String(day).padStart(2, '0')}`);

function aStatement(day: number, opening: number, closing: number, openingDay?: number): StatementOfDay {
  return {
    day: june(day),
    ...(openingDay === undefined ? {} : { openingDay: june(openingDay) }),
    openingFen: fen(opening),
    closingFen: fen(closing),
  };
}

function cash(day: number, receipts: number, payments: number): CashOfDay {
  return { day: june(day), receiptsFen: fen(receipts), paymentsFen: fen(payments) };
}

describe('the cash of a day', () => {
  test.each([
    ['is proven', [aStatement(20, 100, 70)], [cash(20, 10, 40)], [0]],
    [
      'is proven with what came before it',
      [aStatement(20, 100, 70)],
      [cash(2, 100, 0), cash(20, 10, 40)],
      [0],
    ],
    ['lacks what the bank has not booked', [aStatement(20, 100, 100)], [cash(20, 0, 40)], [40]],
    ['lacks what the ledger has not booked', [aStatement(20, 100, 70)], [], [-30]],
    [
      'is of several days',
      [aStatement(20, 100, 70, 18)],
      [cash(17, 9, 0), cash(18, 0, 10), cash(19, 0, 20)],
      [0],
    ],
    [
      'goes on the day after the last',
      [aStatement(20, 0, 5), aStatement(23, 5, 3)],
      [cash(20, 5, 0), cash(22, 0, 2)],
      [0, 0],
    ],
    [
      'opens with its first statement and closes with its last',
      [aStatement(20, 0, 5), aStatement(20, 5, 2)],
      [cash(20, 5, 3)],
      [0],
    ],
    [
      'shows a jump between two statements',
      [aStatement(20, 0, 5), aStatement(21, 6, 6)],
      [cash(20, 5, 0)],
      [0, 0],
    ],
  ])('%s', (_, statements, booked, differences) => {
    expect(proveCash(statements, booked).days.map(({ differenceFen }) => differenceFen)).toEqual(differences);
  });

  test('without a statement is what the ledger has booked since', () => {
    expect(proveCash([], [cash(20, 5, 2)])).toEqual({
      days: [],
      ledgerFen: 3,
      sinceReceiptsFen: 0,
      sincePaymentsFen: 0,
    });
    expect(proveCash([aStatement(20, 0, 3)], [cash(20, 5, 2), cash(21, 7, 1)])).toMatchObject({
      ledgerFen: 3,
      bankFen: 3,
      sinceReceiptsFen: 7,
      sincePaymentsFen: 1,
    });
  });

  test('adds up: what the bank closes with is what the ledger holds and the differences', () => {
    const movements = fc.array(
      fc.record({
        gap: fc.integer({ min: 0, max: 3 }),
        receipts: fc.nat(99),
        payments: fc.nat(99),
        odd: fc.integer({ min: -5, max: 5 }),
      }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(movements, (history) => {
        let [day, held] = [june(1), 0];
        const statements: StatementOfDay[] = [];
        const booked: CashOfDay[] = [];
        for (const { gap, receipts, payments, odd } of history) {
          day = plusDays(day, gap + 1);
          const openingFen = fen(held);
          held += receipts - payments + odd;
          statements.push({ day, openingFen, closingFen: fen(held) });
          booked.push({ day, receiptsFen: fen(receipts), paymentsFen: fen(payments) });
        }
        const { days, ledgerFen, bankFen } = proveCash(statements, booked);
        expect(days.map(({ differenceFen }) => differenceFen)).toEqual(history.map(({ odd }) => odd));
        const differences = days.reduce<number>((sum, { differenceFen }) => sum + differenceFen, 0);
        expect(bankFen).toBe(ledgerFen + differences);
      }),
    );
  });
});

describe('a statement', () => {
  const of = (sequence: number | undefined, opening: number, closing: number) => ({
    ...(sequence === undefined ? {} : { sequence }),
    openingFen: fen(opening),
    closingFen: fen(closing),
  });

  test.each([
    [of(3, 0, 5), of(4, 5, 9), undefined],
    [of(3, 0, 5), of(4, 6, 9), { kind: 'opening-differs', differenceFen: 1 }],
    [of(3, 0, 5), of(4, 2, 9), { kind: 'opening-differs', differenceFen: -3 }],
    [of(3, 0, 5), of(6, 9, 9), { kind: 'sequence-gap', missing: 2 }],
    [of(undefined, 0, 5), of(undefined, 9, 9), { kind: 'opening-differs', differenceFen: 4 }],
    [of(undefined, 0, 5), of(7, 5, 9), undefined],
    // A page of the same statement; and a bank that counts each year anew.
    [of(3, 0, 5), of(3, 5, 9), undefined],
    [of(250, 0, 5), of(1, 5, 9), undefined],
  ])('%j, then %j', (before, after, expected) => {
    expect(breakBetween(before, after)).toEqual(expected);
  });

  const kept = (day: number, sequence: number, opening: number, closing: number): KeptStatement => ({
    bankAccount: '1001',
    statementId: `ST-${String(sequence)}`,
    ...aStatement(day, opening, closing),
    sequence,
  });

  test('that comes late is compared with the one before and the one after; seen again, it finds the same', async () => {
    const { stored } = financeOffice();
    const [first, second, third] = [kept(18, 1, 0, 5), kept(19, 2, 5, 7), kept(20, 3, 8, 9)];
    expect(await keepStatement(stored, first)).toEqual([]);
    const gap = [{ kind: 'sequence-gap', missing: 1, statement: third }];
    expect(await keepStatement(stored, third)).toEqual(gap);
    expect(await keepStatement(stored, third)).toEqual(gap);
    const jump = [{ kind: 'opening-differs', differenceFen: 1, statement: third }];
    expect(await keepStatement(stored, second)).toEqual(jump);
    expect(await keepStatement(stored, second)).toEqual(jump);
    // Corrected, and sent again under another id.
    expect(await keepStatement(stored, { ...second, statementId: 'ST-2B', closingFen: fen(8) })).toEqual([]);
    expect((await readStatements(stored, '1001')).map(({ closingFen }) => closingFen)).toEqual([5, 8, 9]);
  });

  test('whose opening is not the last one’s closing is a break with words, once', async () => {
    const office = financeOffice();
    await office.importing(office.bank.statement([{ direction: 'credit', amountFen: fen(5) }]));
    const [head, statement, end, ...rest] = office.bank.statement([], { day: june(21) });
    const moved = {
      opening: { amountFen: fen(4), on: june(21) },
      closing: { amountFen: fen(4), on: june(21) },
    };
    const records = [head!, { ...statement!, ...moved }, { ...end!, ...moved }, ...rest] as Parameters<
      typeof office.importing
    >[0];
    expect(await office.importing(records)).toMatchObject({ value: { exceptions: 1 } });
    const [{ kind } = records[0]!, ...others] = records;
    expect(kind).toBe('message');
    await office.importing(message('camt.053', 'AGAIN', others.slice(0, -1)));
    const { items } = await office.useCases.listExceptions({ kind: 'message' });
    expect(items).toMatchObject([
      {
        reason: 'opening-differs',
        bankAccount: '9000000001',
        bookedOn: june(21),
        amountFen: 1,
        state: 'open',
      },
    ]);
    expect(items[0]).not.toHaveProperty('suspense');
  });
});

describe('the report', () => {
  test('proves what was paid, and names the breaks of a day that does not agree', async () => {
    const office = financeOffice();
    office.awards.add(0, { amountFen: 30_000 });
    office.clock.move('2008-06-02');
    await office.fund();
    office.clock.move('2008-06-20');
    await office.sentRun();
    await office.importing(office.bank.statement(office.bank.debits()));
    const edge = edgeDeps({ auditor: ['auditor'], clerk: ['clerk'] });
    const route = createReadCashProofHandler({ ...edge, table: office.stored, clock: office.clock });
    const ask = async (user = 'auditor', query = {}) => askRoute(route, edge.lines, { user, query });
    const day = {
      day: '2008-06-20',
      from: '2008-06-20',
      openingFen: 0,
      receiptsFen: 0,
      paymentsFen: 30_000,
      closingFen: -30_000,
    };
    expect((await ask()).body).toEqual({
      accounts: [
        {
          bankAccount: '9000000001',
          ledgerFen: 2_000_000_000_000 - 30_000,
          bankFen: -30_000,
          sinceReceiptsFen: 0,
          sincePaymentsFen: 0,
          days: [{ ...day, differenceFen: 0, openExceptions: [] }],
        },
      ],
      exceptions: [],
    });
    expect((await ask('clerk')).status).toBe(403);

    // A line that nobody can read: its money is on the statement, and not in the ledger.
    const [head, statement, end, ...rest] = office.bank.statement([], { day: june(23) });
    const closing = { closing: { amountFen: fen(-30_007), on: june(23) } };
    const problem = {
      kind: 'problem',
      problem: 'bad-amount',
      line: 9,
      column: 1,
      at: 'Ntry/Amt',
      statementId: 'ST000002',
    };
    const records = [head!, { ...statement!, ...closing }, problem, { ...end!, ...closing }, ...rest];
    await office.importing(records as Parameters<typeof office.importing>[0]);
    office.clock.move('2008-06-23');
    const { items } = await office.useCases.listExceptions({});
    const { body } = await ask('auditor', { from: '2008-06-21' });
    expect(body.exceptions).toEqual([
      { exceptionId: items[0]!.exceptionId, reason: 'unreadable', day: '2008-06-23' },
    ]);
    expect(body.accounts[0].days).toEqual([
      {
        day: '2008-06-23',
        from: '2008-06-21',
        openingFen: -30_000,
        receiptsFen: 0,
        paymentsFen: 0,
        closingFen: -30_007,
        differenceFen: -7,
        openExceptions: items.map(({ exceptionId }) => exceptionId),
      },
    ]);
    expect(items).toMatchObject([{ reason: 'unreadable', bankAccount: '9000000001', bookedOn: june(23) }]);
    expect(
      (await createProveCash({ table: office.stored, clock: office.clock })({ bankAccount: 'none' }))[0],
    ).toMatchObject({ days: [] });
  });
});
