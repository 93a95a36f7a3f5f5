import { describe, expect, test } from '@jest/globals';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { createAccountStatement } from '../../functions/app/ledger/account-statement.ts';
import { postingActions } from '../../functions/app/ledger/posting-actions.ts';
import type { QueryInput } from '../../functions/app/store/ports.ts';
import { transfersOf } from '../../functions/domain/ledger/transfer.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { calendarDate, plusDays } from '../../functions/domain/time/calendar-date.ts';
import { createReadVoucherHandler } from '../../functions/handlers/http/ledger/read-voucher/handler.ts';
import { askRoute } from '../builders/ask-route.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';

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
