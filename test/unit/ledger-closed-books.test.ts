import { describe, expect, test } from '@jest/globals';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import {
  closeThroughActions,
  closeYearActions,
  isYearClosed,
  readClosedThrough,
} from '../../functions/app/ledger/closed-books.ts';
import { metClosedBooks, postingActions, shortageOf } from '../../functions/app/ledger/posting-actions.ts';
import type { LedgerEvent } from '../../functions/domain/ledger/postings.ts';
import { postingDate } from '../../functions/domain/ledger/posting-date.ts';
import { transfersOf } from '../../functions/domain/ledger/transfer.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';

const may31 = calendarDate('2008-05-31');
const june20 = calendarDate('2008-06-20');

function aPosting(event: LedgerEvent, date: string, programme = 'rural-reward', year = 2008) {
  return postingActions(
    transfersOf({
      cause: `${event} ${date} ${programme} ${String(year)}`,
      event,
      programme,
      year,
      bankAccount: '1001',
      parts: [{ share: 'province', amountFen: fen(10) }],
      date: calendarDate(date),
      at: '2008-06-20T01:00:00.000Z',
    }),
  );
}

describe('a posting’s date', () => {
  test.each([
    [undefined, undefined, { date: june20 }],
    [undefined, may31, { date: june20 }],
    ['2008-06-20', may31, { date: june20 }],
    // A bank that books ahead of time is believed when the day has come.
    ['2008-06-21', may31, { date: june20 }],
    ['2008-06-19', may31, { date: calendarDate('2008-06-19') }],
    ['2008-06-01', may31, { date: calendarDate('2008-06-01') }],
    ['2008-05-31', may31, { date: june20, occurredOn: may31 }],
    ['2008-05-31', undefined, { date: may31 }],
    // Today's own period is never the day's trouble.
    ['2008-06-20', june20, { date: june20 }],
  ] as const)('of what happened on %s, closed through %s', (happenedOn, closedThrough, expected) => {
    const on = happenedOn === undefined ? undefined : calendarDate(happenedOn);
    expect(postingDate(on, june20, closedThrough)).toEqual(expected);
  });
});

describe('closed books', () => {
  const programmes = Array.from({ length: 40 }, (_, n) => `programme-${String(n)}`);

  test('take no posting of a closed day, whatever the programme, and any of a later one', async () => {
    const table = createSqliteTable(SqliteDatabase.open(':memory:'));
    expect(await readClosedThrough(table)).toBeUndefined();
    expect(await table.transact(aPosting('bank-overpaid', '2008-05-30'))).toEqual({ ok: true });
    expect(await table.transact(closeThroughActions(may31))).toEqual({ ok: true });
    expect(await readClosedThrough(table)).toBe(may31);
    for (const programme of programmes) {
      const late = aPosting('bank-overpaid', '2008-05-31', programme);
      const refused = await table.transact(late);
      if (refused.ok) throw new Error('posted in a closed period');
      expect(metClosedBooks(late, refused.error)).toBe(true);
      expect(shortageOf(late, refused.error)).toBeUndefined();
      expect(await table.transact(aPosting('bank-overpaid', '2008-06-01', programme))).toEqual({ ok: true });
    }
  });

  test('are never opened again', async () => {
    const table = createSqliteTable(SqliteDatabase.open(':memory:'));
    await table.transact(closeThroughActions(may31));
    for (const day of ['2008-04-30', '2008-05-31']) {
      expect((await table.transact(closeThroughActions(calendarDate(day)))).ok).toBe(false);
    }
    expect(await readClosedThrough(table)).toBe(may31);
    expect((await table.transact(closeThroughActions(june20))).ok).toBe(true);
  });

  test('of a year take nothing new of it, and what follows from before', async () => {
    const table = createSqliteTable(SqliteDatabase.open(':memory:'));
    expect(await table.transact(closeYearActions(2008))).toEqual({ ok: true });
    expect(await isYearClosed(table, 2008)).toBe(true);
    expect(await isYearClosed(table, 2009)).toBe(false);
    for (const programme of programmes) {
      const more = aPosting('appropriation', '2009-02-01', programme);
      const refused = await table.transact(more);
      expect(!refused.ok && metClosedBooks(more, refused.error)).toBe(true);
      expect(await table.transact(aPosting('appropriation', '2009-02-01', programme, 2009))).toEqual({
        ok: true,
      });
    }
    expect(await table.transact(aPosting('rejected', '2009-02-01'))).toEqual({ ok: true });
  });
});
