import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import {
  type AccountEntry,
  type AccountStatementInput,
  createAccountStatement,
} from '../../functions/app/ledger/account-statement.ts';
import { createWholeStatement } from '../../functions/app/ledger/whole-statement.ts';
import { readCashDays } from '../../functions/app/ledger/cash-days.ts';
import { postingActions } from '../../functions/app/ledger/posting-actions.ts';
import { isInvalidCursor } from '../../functions/app/store/invalid-cursor.ts';
import { accountFacts } from '../../functions/domain/ledger/accounts.ts';
import { type Transfer, transfersOf } from '../../functions/domain/ledger/transfer.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { calendarDate, plusDays } from '../../functions/domain/time/calendar-date.ts';

const newYear = calendarDate('2008-01-01');

/** Events that overdraw nothing in whatever order they come. */
const someTransfers = fc
  .array(
    fc.record({
      event: fc.constantFrom(
        'appropriation',
        'funding-received',
        'rejected',
        'bank-overpaid',
        'bank-refunded',
      ),
      programme: fc.constantFrom('rural-reward', 'special-hardship'),
      year: fc.constantFrom(2008, 2009),
      period: fc.constantFrom('2008-H1', '2008-H2', undefined),
      day: fc.nat({ max: 120 }),
      bankAccount: fc.constantFrom('1001', '1002'),
      amounts: fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 2 }),
    }),
    { maxLength: 25 },
  )
  .map((histories) =>
    histories.map(({ event, programme, year, period, day, bankAccount, amounts }, at) =>
      transfersOf({
        cause: String(at).padStart(3, '0'),
        event,
        programme,
        year,
        ...(period === undefined ? {} : { period }),
        bankAccount,
        date: plusDays(newYear, day),
        at: `2008-07-01T00:00:00.${String(at).padStart(3, '0')}Z`,
        parts: amounts.map((amount, share) => ({ share: `share-${String(share)}`, amountFen: fen(amount) })),
      }),
    ),
  );

const someInput = fc.record(
  {
    account: fc.constantFrom('A1', 'B2', 'L3', 'R1'),
    programme: fc.constantFrom('rural-reward', 'special-hardship'),
    year: fc.constantFrom(2008, 2009),
    share: fc.constantFrom('share-0', 'share-1'),
    period: fc.constantFrom('2008-H1', '2008-H2'),
    from: fc.nat({ max: 120 }).map((day) => plusDays(newYear, day)),
    to: fc.nat({ max: 120 }).map((day) => plusDays(newYear, day)),
  },
  { requiredKeys: ['account'] },
) satisfies fc.Arbitrary<AccountStatementInput>;

function matches(transfer: Transfer, { account, programme, year, share, period }: AccountStatementInput) {
  return (
    [transfer.debit, transfer.credit].includes(account) &&
    (programme === undefined || transfer.programme === programme) &&
    (year === undefined || transfer.year === year) &&
    (share === undefined || transfer.share === share) &&
    (period === undefined || transfer.period === period)
  );
}

/** The statement by adding every transfer up. */
function modelOf(transfers: readonly Transfer[], input: AccountStatementInput) {
  const { account, from = '', to = '9999' } = input;
  const growth = ({ debit, amountFen }: Transfer): number =>
    amountFen * ((debit === account) === (accountFacts(account).normal === 'debit') ? 1 : -1);
  const place = ({ date, at, id }: Transfer): string => `${date}#${at}#${id}`;
  const all = transfers
    .filter((transfer) => matches(transfer, input))
    .sort((a, b) => (place(a) < place(b) ? -1 : 1));
  const sum = (of: readonly Transfer[]): number => of.reduce((total, one) => total + growth(one), 0);
  const before = all.filter(({ date }) => date < from);
  const within = all.filter(({ date }) => date >= from && date <= to);
  return {
    openingFen: sum(before),
    closingFen: sum(all.filter(({ date }) => date <= to)),
    entries: within.map((one, at) => [one.id, sum([...before, ...within.slice(0, at + 1)])]),
  };
}

async function wholeStatement(table: ReturnType<typeof createSqliteTable>, input: AccountStatementInput) {
  const statement = createAccountStatement({ table });
  const entries: AccountEntry[] = [];
  let page = await statement({ ...input, limit: 3 });
  entries.push(...page.entries);
  while (page.cursor !== undefined) {
    expect(page.entries).toHaveLength(3);
    const { openingFen, closingFen } = page;
    page = await statement({ ...input, limit: 3, cursor: page.cursor });
    expect(page).toMatchObject({ openingFen, closingFen });
    entries.push(...page.entries);
  }
  return { ...page, entries: entries.map(({ id, balanceFen }) => [id, balanceFen]) };
}

describe('an account’s statement', () => {
  test('is, for any history and any question, what adding every transfer up gives', async () => {
    await fc.assert(
      fc.asyncProperty(
        someTransfers,
        fc.array(someInput, { minLength: 4, maxLength: 4 }),
        async (history, inputs) => {
          const database = SqliteDatabase.open(':memory:');
          const table = createSqliteTable(database);
          for (const transfers of history) {
            if (transfers.length > 0)
              expect(await table.transact(postingActions(transfers))).toEqual({ ok: true });
          }
          for (const input of inputs) {
            const { from, to } = input;
            if (from !== undefined && to !== undefined && to < from) continue;
            expect(await wholeStatement(table, input)).toEqual(modelOf(history.flat(), input));
          }
          database.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  test('goes on only where a page of its own ended', async () => {
    const table = createSqliteTable(SqliteDatabase.open(':memory:'));
    const statement = createAccountStatement({ table });
    const forged = Buffer.from('["place",1.5]').toString('base64url');
    for (const cursor of ['?', 'e30', forged]) {
      const failed = await statement({ account: 'A1', cursor }).catch((fault: unknown) => fault);
      expect(isInvalidCursor(failed)).toBe(true);
    }
  });

  test('is given whole, or not at all where it is too long', async () => {
    const table = createSqliteTable(SqliteDatabase.open(':memory:'));
    for (let n = 0; n < 250; n += 1) {
      const transfers = transfersOf({
        cause: `funds/${String(n)}`,
        event: 'funding-received',
        programme: 'rural-reward',
        year: 2008,
        bankAccount: '1001',
        date: newYear,
        at: '2008-01-01T00:00:00.000Z',
        parts: [{ share: 'province', amountFen: fen(1) }],
      });
      await table.transact(postingActions(transfers));
    }
    for (const most of [250, 251]) {
      const whole = await createWholeStatement({ table }, most)({ account: 'A1' });
      expect(whole.ok && whole.value.map(({ balanceFen }) => balanceFen)).toEqual(
        Array.from({ length: 250 }, (_, n) => n + 1),
      );
    }
    for (const most of [100, 200, 249]) {
      expect(await createWholeStatement({ table }, most)({ account: 'A1' })).toEqual({
        ok: false,
        error: { kind: 'statement-too-long', most },
      });
    }
  });
});

test('a bank account’s day is of the bank’s date, whatever the date of the posting', async () => {
  const table = createSqliteTable(SqliteDatabase.open(':memory:'));
  const facts = {
    programme: 'rural-reward',
    year: 2008,
    bankAccount: '1001',
    at: '2008-06-20T01:00:00.000Z',
  };
  const parts = ['province', 'district'].map((share) => ({ share, amountFen: fen(50) }));
  const date = calendarDate('2008-06-20');
  const transfers = [
    ...transfersOf({ ...facts, cause: 'a', event: 'funding-received', parts, date }),
    ...transfersOf({
      ...facts,
      cause: 'b',
      event: 'fee-reversed',
      parts,
      date,
      occurredOn: calendarDate('2008-05-30'),
    }),
    ...transfersOf({ ...facts, cause: 'c', event: 'bank-overpaid', parts, date }),
    ...transfersOf({ ...facts, cause: 'd', event: 'appropriation', parts, date }),
    ...transfersOf({ ...facts, cause: 'e', event: 'bank-overpaid', bankAccount: '1002', parts, date }),
  ].filter(({ book, event }) => book === 'financial' || event === 'appropriation');
  expect(await table.transact(postingActions(transfers))).toEqual({ ok: true });
  expect(await readCashDays(table, '1001')).toEqual([
    { day: '2008-05-30', receiptsFen: 100, paymentsFen: 0 },
    { day: '2008-06-20', receiptsFen: 100, paymentsFen: 100 },
  ]);
});
