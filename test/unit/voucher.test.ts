import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { createAccountStatement } from '../../functions/app/ledger/account-statement.ts';
import { postingActions } from '../../functions/app/ledger/posting-actions.ts';
import type { QueryInput } from '../../functions/app/store/ports.ts';
import { isLedgerEvent, postings } from '../../functions/domain/ledger/postings.ts';
import { type Occurrence, transfersOf } from '../../functions/domain/ledger/transfer.ts';
import {
  parseVoucherNumber,
  voucherKindOf,
  voucherKinds,
  voucherNumberOf,
} from '../../functions/domain/ledger/voucher.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { calendarDate, plusDays } from '../../functions/domain/time/calendar-date.ts';
import { createReadVoucherHandler } from '../../functions/handlers/http/ledger/read-voucher/handler.ts';
import { askRoute } from '../builders/ask-route.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';

const events = Object.keys(postings).filter(isLedgerEvent);

function settled(changes: Partial<Occurrence> = {}) {
  return transfersOf({
    cause: 'run/run-1/1/0/7',
    event: 'settled',
    programme: 'rural-reward',
    year: 2008,
    parts: [
      { share: 'province', amountFen: fen(15_000) },
      { share: 'district', amountFen: fen(15_000) },
    ],
    bankAccount: '1001',
    date: calendarDate('2008-05-28'),
    at: '2008-05-28T01:02:03.000Z',
    ...changes,
  });
}

describe('a voucher’s number', () => {
  test('is what it has always been: people have written it down', () => {
    expect(settled().map(voucherNumberOf)).toEqual(Array(4).fill('F20080528-4YFTWM51'));
  });

  test('is one for both books and every share, and another for another day, event or cause', () => {
    const occurrence = fc.record({
      cause: fc.stringMatching(/^[a-z]{3,9}(\/[a-z0-9-]{1,9}){1,4}$/),
      event: fc.constantFrom(...events),
      date: fc.nat({ max: 4000 }).map((days) => plusDays(calendarDate('2008-01-01'), days)),
      parts: fc
        .uniqueArray(fc.constantFrom('central', 'province', 'city', 'employer-levy', 'fund'), {
          minLength: 1,
        })
        .map((shares) => shares.map((share) => ({ share, amountFen: fen(100) }))),
    });
    fc.assert(
      fc.property(occurrence, occurrence, (one, other) => {
        const numbersOf = (of: typeof one) => new Set(settled(of).map(voucherNumberOf));
        const [mine, theirs] = [numbersOf(one), numbersOf(other)];
        expect(mine.size).toBe(1);
        const isSame = one.cause === other.cause && one.event === other.event && one.date === other.date;
        expect(new Set([...mine, ...theirs]).size).toBe(isSame ? 1 : 2);
      }),
    );
  });

  test('is another for each of a hundred thousand of one day', () => {
    const numbers = new Set<string>();
    for (let n = 0; n < 100_000; n += 1) {
      const id = `run/run-1/1/${String(n)}/settled/budget/province`;
      numbers.add(
        voucherNumberOf({
          id,
          event: 'settled',
          book: 'budget',
          share: 'province',
          date: calendarDate('2008-05-28'),
        }),
      );
    }
    expect(numbers.size).toBe(100_000);
  });

  test('says whether money came, went, moved or was only set aside', () => {
    expect(voucherKindOf('funding-received')).toBe('receipt');
    expect(voucherKindOf('settled')).toBe('payment');
    expect(voucherKindOf('sent')).toBe('transfer');
    expect(voucherKindOf('award')).toBe('budget');
    for (const event of events) expect(voucherKinds).toContain(voucherKindOf(event));
  });

  test('is read as people type it', () => {
    const [number = ''] = settled().map(voucherNumberOf);
    const named = { number, kind: 'payment', date: '2008-05-28' };
    for (const typed of [
      number,
      number.toLowerCase(),
      number.replace('-', ' '),
      ` ${number.replaceAll('0', 'o')} `,
    ]) {
      expect(parseVoucherNumber(typed)).toEqual(named);
    }
    for (const none of [
      '',
      'F',
      'X20080528-4YFTWM51',
      'F20081328-00000000',
      number.slice(0, -1),
      `${number}0`,
    ]) {
      expect(parseVoucherNumber(none)).toBeUndefined();
    }
  });
});

describe('a voucher', () => {
  async function ledger() {
    const table = createSqliteTable(SqliteDatabase.open(':memory:'));
    const budget = { programme: 'rural-reward', year: 2008, at: '2008-05-28T01:02:03.000Z' };
    const parts = [
      { share: 'province', amountFen: fen(15_000) },
      { share: 'district', amountFen: fen(15_000) },
    ];
    const events = ['appropriation', 'award', 'roll-prepared', 'sent', 'settled'] as const;
    for (const [n, event] of events.entries()) {
      const date = plusDays(calendarDate('2008-05-24'), n);
      const transfers = transfersOf({ ...budget, cause: 'run/r', event, parts, bankAccount: '1001', date });
      await table.transact(postingActions(transfers));
    }
    return table;
  }

  async function readingVouchers() {
    const stored = await ledger();
    const read: QueryInput[] = [];
    const table: typeof stored = {
      ...stored,
      queryIndex: (index, input) => {
        read.push(input);
        return stored.queryIndex(index, input);
      },
    };
    const edge = edgeDeps({ auditor: ['auditor'], clerk: ['clerk'] });
    const route = createReadVoucherHandler({ ...edge, table });
    const ask = (number: string, user = 'auditor') =>
      askRoute(route, edge.lines, { user, params: { number } });
    return { table: stored, ask, read };
  }

  test('is found by its number, with all that it booked, reading its day alone', async () => {
    const { table, ask, read } = await readingVouchers();
    const { entries } = await createAccountStatement({ table })({ account: 'B5' });
    const [entry] = entries;
    if (!entry) throw new Error('nothing was spent');
    const { voucher, id } = entry;
    const found = await ask(voucher.toLowerCase().replace('-', ''));
    expect(found).toMatchObject({
      status: 200,
      body: { number: voucher, kind: 'payment', date: '2008-05-28' },
    });
    expect(
      found.body.entries.map(({ book, share, debit, credit, amountFen }: Record<string, unknown>) => [
        book,
        share,
        debit,
        credit,
        amountFen,
      ]),
    ).toEqual([
      ['budget', 'district', 'B4', 'B5', 15_000],
      ['budget', 'province', 'B4', 'B5', 15_000],
      ['financial', 'district', 'L2', 'A1', 15_000],
      ['financial', 'province', 'L2', 'A1', 15_000],
    ]);
    expect(found.body.entries.map((one: { id: string }) => one.id)).toContain(id);
    expect(new Set(read.map(({ sk }) => JSON.stringify(sk)))).toEqual(
      new Set([JSON.stringify({ from: '2008-05-28#', to: '2008-05-28$' })]),
    );
  });

  test('that is none is not found, and nothing is read for what is no number', async () => {
    const { ask, read } = await readingVouchers();
    expect(await ask('12345')).toMatchObject({ status: 404 });
    expect(read).toEqual([]);
    expect(await ask('F20080528-00000000')).toMatchObject({ status: 404 });
    expect(await ask('F20080528-00000000', 'clerk')).toMatchObject({ status: 403 });
  });
});
