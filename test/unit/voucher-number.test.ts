import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
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
