import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accounts, isAccount } from '../../functions/domain/ledger/accounts.ts';
import { type LedgerEvent, postings, sidesOf } from '../../functions/domain/ledger/postings.ts';
import { addParts, shareSplitter } from '../../functions/domain/ledger/shares.ts';
import { type Transfer, transfersOf } from '../../functions/domain/ledger/transfer.ts';
import { balancesOf, heldFen, trialBalance } from '../../functions/domain/ledger/trial-balance.ts';
import { fen, type Weight } from '../../functions/domain/money/fen.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';

const events = Object.keys(postings) as LedgerEvent[];

const occurrence = {
  cause: 'cause',
  programme: 'rural-reward',
  year: 2008,
  date: calendarDate('2008-06-20'),
  at: '2008-06-20T01:00:00.000Z',
};

/** finance.md's table, row by row. */
const table: readonly (readonly [string, string | undefined, string | undefined])[] = [
  ['appropriation', 'B1/B2', undefined],
  ['funding-received', undefined, 'A1/R1'],
  ['award', 'B2/B3', undefined],
  ['award-reduced', 'B3/B2', undefined],
  ['roll-prepared', 'B3/B4', 'E1/L1'],
  ['sent', undefined, 'L1/L2'],
  ['settled', 'B4/B5', 'L2/A1'],
  ['rejected', undefined, 'L2/L3'],
  ['returned', 'B5/B4', 'A1/L3'],
  ['reissue-sent', undefined, 'L3/L2'],
  ['planned-cancelled-same-year', 'B4/B2', 'L1/E1'],
  ['returned-cancelled-same-year', 'B4/B2', 'L3/E1'],
  ['returned-cancelled-earlier-year', undefined, 'L3/L5'],
  ['overpayment-found-same-year', undefined, 'A2/E1'],
  ['overpayment-found-earlier-year', undefined, 'A2/L5'],
  ['recovered-same-year', 'B5/B2', 'A1/A2'],
  ['recovered-earlier-year', undefined, 'A1/A2'],
  ['offset-same-year', 'B4/B2', 'L1/A2'],
  ['offset-earlier-year', 'B4/B5', 'L1/A2'],
  ['written-off-same-year', undefined, 'E2/A2'],
  ['written-off-earlier-year', undefined, 'L5/A2'],
  ['remitted-to-treasury', undefined, 'L5/A1'],
  ['bank-overpaid', undefined, 'A3/A1'],
  ['bank-refunded', undefined, 'A1/A3'],
  ['unidentified-credit', undefined, 'A1/L4'],
  ['goods-ordered', 'B2/B3', undefined],
  ['goods-received', 'B3/B4', 'A4/L1'],
  ['goods-paid', 'B4/B5', 'L1/A1'],
  ['goods-handed-out', undefined, 'E1/A4'],
  ['fee', 'B2/B5', 'E3/A1'],
  ['year-lapse-commitments', 'B3/B2', undefined],
  ['year-close-authority', 'B2/B1', undefined],
  ['year-close-financing', undefined, 'R1/F'],
  ['year-close-benefits', undefined, 'F/E1'],
];

describe('what an event books', () => {
  test.each(table)('%s: budget %s, financial %s', (event, budget, financial) => {
    const sides = Object.fromEntries(
      sidesOf(event as LedgerEvent).map(([book, [debit, credit]]) => [book, `${debit}/${credit}`]),
    );
    expect(sides).toEqual({ ...(budget ? { budget } : {}), ...(financial ? { financial } : {}) });
  });

  test.each(events)('%s never mixes the two books', (event) => {
    for (const [book, sides] of sidesOf(event)) {
      expect(sides.map((account) => accounts[account].book)).toEqual([book, book]);
    }
  });

  test('what is booked back leaves nothing', () => {
    const parts = [{ share: 'province', amountFen: fen(100) }];
    const transfers = [
      ...transfersOf({ ...occurrence, event: 'roll-prepared', parts }),
      ...transfersOf({ ...occurrence, event: 'roll-voided', parts }),
    ];
    expect(balancesOf(transfers).map((line) => heldFen(line))).toEqual([0, 0, 0, 0]);
  });

  test('nothing negative is booked', () => {
    const parts = [{ share: 'province', amountFen: fen(-1) }];
    expect(() => transfersOf({ ...occurrence, event: 'award', parts })).toThrow(RangeError);
  });

  test('a share that bears nothing has no line, and each line its own id', () => {
    const parts = [
      { share: 'province', amountFen: fen(5) },
      { share: 'city', amountFen: fen(0) },
      { share: 'district', amountFen: fen(5) },
    ];
    const transfers = transfersOf({ ...occurrence, event: 'settled', parts });
    expect(transfers.map(({ id }) => id)).toEqual([
      'cause/settled/budget/province',
      'cause/settled/budget/district',
      'cause/settled/financial/province',
      'cause/settled/financial/district',
    ]);
  });

  test('an account is known by its code', () => {
    expect(isAccount('B1')).toBe(true);
    expect(isAccount('toString')).toBe(false);
  });
});

const someTransfers = fc
  .array(
    fc.record({
      event: fc.constantFrom(...events),
      programme: fc.constantFrom('rural-reward', 'special-hardship'),
      year: fc.constantFrom(2007, 2008),
      amounts: fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 40 },
  )
  .map((histories) =>
    histories.flatMap(({ event, programme, year, amounts }, at) =>
      transfersOf({
        ...occurrence,
        cause: String(at),
        event,
        programme,
        year,
        parts: amounts.map((amount, share) => ({ share: `share-${String(share)}`, amountFen: fen(amount) })),
      }),
    ),
  );

describe('the trial balance', () => {
  test('balances at every prefix of any history, in each book, programme, year and share', () => {
    fc.assert(
      fc.property(someTransfers, (transfers: readonly Transfer[]) => {
        for (const end of transfers.keys()) {
          const balance = trialBalance(balancesOf(transfers.slice(0, end + 1)));
          expect(balance.balanced).toBe(true);
          expect(balance.debitsFen).toBe(balance.creditsFen);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('finds one side that was lost', () => {
    const parts = [{ share: 'province', amountFen: fen(100) }];
    const lines = balancesOf(transfersOf({ ...occurrence, event: 'award', parts }));
    expect(trialBalance(lines.slice(1)).balanced).toBe(false);
  });

  test('finds a loss in one programme that a gain in another hides', () => {
    const line = {
      account: 'B2',
      year: 2008,
      share: 'province',
      debitFen: fen(0),
      creditFen: fen(0),
    } as const;
    const lines = [
      { ...line, programme: 'a', debitFen: fen(7) },
      { ...line, programme: 'b', creditFen: fen(7) },
    ];
    expect(trialBalance(lines)).toMatchObject({ balanced: false, debitsFen: 7, creditsFen: 7 });
  });

  test('holds on the side on which an account grows', () => {
    expect(heldFen({ account: 'A1', debitFen: fen(10), creditFen: fen(4) })).toBe(6);
    expect(heldFen({ account: 'B2', debitFen: fen(4), creditFen: fen(10) })).toBe(6);
  });
});

const someWeights: fc.Arbitrary<Weight[]> = fc
  .array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 5 })
  .map((raw) => {
    const total = raw.reduce((sum, part) => sum + part, 0);
    const points = raw.map((part) => Math.floor((part * 10_000) / total));
    points[0] = points[0]! + 10_000 - points.reduce((sum, part) => sum + part, 0);
    return points.map((basisPoints, at) => ({ name: `share-${String(at)}`, basisPoints }));
  });

describe('splitting by shares', () => {
  test('any part of a batch, and the rest of it, add up to the whole by share', () => {
    fc.assert(
      fc.property(
        someWeights,
        fc.array(fc.tuple(fc.integer({ min: 0, max: 999_999 }), fc.boolean()), { maxLength: 50 }),
        (weights, payments) => {
          const { splitAll } = shareSplitter(weights);
          const amounts = (only?: boolean) =>
            payments.filter(([, isIn]) => only === undefined || isIn === only).map(([amount]) => fen(amount));
          expect(addParts(splitAll(amounts(true)), splitAll(amounts(false)))).toEqual(splitAll(amounts()));
        },
      ),
    );
  });

  test('adds up to the amount', () => {
    fc.assert(
      fc.property(someWeights, fc.integer({ min: 0, max: 10_000_000 }), (weights, amount) => {
        const parts = shareSplitter(weights).split(fen(amount));
        expect(parts.reduce<number>((sum, part) => sum + part.amountFen, 0)).toBe(amount);
      }),
    );
  });
});
