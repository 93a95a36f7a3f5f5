import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accounts, isAccount } from '../../functions/domain/ledger/accounts.ts';
import { type LedgerEvent, postings, sidesOf } from '../../functions/domain/ledger/postings.ts';
import { addParts, shareSplitter } from '../../functions/domain/ledger/shares.ts';
import { partsOfStreet, type Transfer, transfersOf } from '../../functions/domain/ledger/transfer.ts';
import {
  balanceKey,
  balancesOf,
  heldFen,
  trialBalance,
} from '../../functions/domain/ledger/trial-balance.ts';
import { fen, type Weight } from '../../functions/domain/money/fen.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';

const events = Object.keys(postings) as LedgerEvent[];

const occurrence = {
  cause: 'cause',
  bankAccount: '9000000001',
  programme: 'rural-reward',
  year: 2008,
  date: calendarDate('2008-06-20'),
  at: '2008-06-20T01:00:00.000Z',
};

describe('what an event books', () => {
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
    expect(() => transfersOf({ ...occurrence, event: 'award', parts })).toThrow('negative posting (cause)');
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

  test('cash is of a bank account, and nothing else is', () => {
    const parts = [{ share: 'province', amountFen: fen(5) }];
    const { bankAccount: _, ...nowhere } = occurrence;
    expect(() => transfersOf({ ...nowhere, event: 'settled', parts })).toThrow(
      'cash of no bank account (cause)',
    );
    expect(transfersOf({ ...occurrence, event: 'settled', parts }).map((one) => one.bankAccount)).toEqual([
      undefined,
      '9000000001',
    ]);
    const [first, second] = ['1', '2'].flatMap((bankAccount) =>
      transfersOf({ ...occurrence, cause: bankAccount, bankAccount, event: 'settled', parts }).slice(1),
    );
    const lines = balancesOf([first!, second!]);
    expect(lines.map(({ account, bankAccount }) => [account, bankAccount])).toEqual([
      ['A1', '1'],
      ['A1', '2'],
      ['L2', undefined],
    ]);
  });

  test('what is spent says for which streets, each payment counted with the first share that bears any', () => {
    const parts = [
      { share: 'central', amountFen: fen(0) },
      { share: 'province', amountFen: fen(5) },
      { share: 'city', amountFen: fen(7) },
    ];
    const streets = [
      ...partsOfStreet('320602001', 1, [
        { share: 'province', amountFen: fen(2) },
        { share: 'city', amountFen: fen(3) },
      ]),
      ...partsOfStreet('320602002', 2, [{ share: 'city', amountFen: fen(4) }]),
      ...partsOfStreet(undefined, 4, parts),
    ];
    const [province, city, ...cash] = transfersOf({ ...occurrence, event: 'settled', parts, streets });
    expect(province?.streets).toEqual([
      { street: '320602001', payments: 1, amountFen: 2 },
      { street: '320602002', payments: 2, amountFen: 0 },
    ]);
    expect(city?.streets).toEqual([
      { street: '320602001', payments: 0, amountFen: 3 },
      { street: '320602002', payments: 0, amountFen: 4 },
    ]);
    expect(cash).toHaveLength(2);
    // Cash is of the account, and what nobody knows the street of is of none.
    for (const one of [...cash, ...transfersOf({ ...occurrence, event: 'settled', parts })]) {
      expect(one).not.toHaveProperty('streets');
    }
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

  test('is not balanced because some of it is', () => {
    const parts = [{ share: 'province', amountFen: fen(100) }];
    const whole = balancesOf(transfersOf({ ...occurrence, event: 'award', parts }));
    const half = balancesOf(transfersOf({ ...occurrence, event: 'award', programme: 'other', parts }));
    expect(trialBalance([...whole, ...half.slice(1)]).balanced).toBe(false);
  });

  test('has a line for each bank account of cash, by a key that names it', () => {
    const line = { account: 'A1', programme: 'rural-reward', year: 2008, share: 'city' } as const;
    expect(balanceKey(line)).toBe('2008#rural-reward#A1#city');
    expect(balanceKey({ ...line, bankAccount: '1001' })).toBe('2008#rural-reward#A1#city#1001');
    const [cash] = transfersOf({
      ...occurrence,
      event: 'funding-received',
      parts: [{ share: 'city', amountFen: fen(9) }],
    });
    const { bankAccount: _, ...nowhere } = cash!;
    expect(balancesOf([nowhere])[0]).toStrictEqual({ ...line, debitFen: 9, creditFen: 0 });
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

  test('of an amount that comes again is not worked out again, as far as that many fit in memory', () => {
    const { split } = shareSplitter([{ name: 'city', basisPoints: 10_000 }]);
    const first = Array.from({ length: 4_097 }, (_, amount) => split(fen(amount)));
    expect(split(fen(0))).toBe(first[0]);
    expect(split(fen(4_095))).toBe(first[4_095]);
    expect(split(fen(4_096))).not.toBe(first[4_096]);
    expect(split(fen(4_096))).toEqual(first[4_096]);
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
