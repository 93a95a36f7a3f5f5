import { describe, expect, test } from '@jest/globals';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { createAppropriate } from '../../functions/app/ledger/appropriations.ts';
import { createFundsReport } from '../../functions/app/ledger/budget-report.ts';
import { commitAwardActions, type Commitment } from '../../functions/app/ledger/commit-award.ts';
import { createAccountStatement } from '../../functions/app/ledger/account-statement.ts';
import { postingActions, shortageOf } from '../../functions/app/ledger/posting-actions.ts';
import { createTrialBalance } from '../../functions/app/ledger/trial-balance.ts';
import { shareSplitter } from '../../functions/domain/ledger/shares.ts';
import { transfersOf } from '../../functions/domain/ledger/transfer.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { halves } from '../builders/finance-office.ts';
import { MovableClock } from '../fakes/movable-clock.ts';

function aLedger() {
  const table = createSqliteTable(SqliteDatabase.open(':memory:'));
  const clock = new MovableClock();
  return { table, clock, appropriate: createAppropriate({ table, clock }) };
}

const treasurer = { kind: 'staff', id: 'treasurer' } as const;
const mayor = { kind: 'staff', id: 'mayor' } as const;

const budget = (amount: number, cause = 'notice-1') => ({
  programme: 'rural-reward',
  year: 2008,
  parts: halves.map(({ name }) => ({ share: name, amountFen: fen(amount) })),
  cause,
  actor: treasurer,
  approvedBy: mayor,
  fundedOn: '9000000001',
});

const commitment = (changes: Partial<Commitment> = {}): Commitment => ({
  programme: 'rural-reward',
  year: 2008,
  payables: [fen(101), fen(101)],
  shares: halves,
  cause: 'batch-1',
  date: calendarDate('2008-06-20'),
  at: '2008-06-20T01:00:00.000Z',
  ...changes,
});

/** As an award that ends gives back what is committed to it. */
const givenBack = ({ payables, shares, ...occurrence }: Commitment) =>
  postingActions(
    transfersOf({ ...occurrence, event: 'award-reduced', parts: shareSplitter(shares).splitAll(payables) }),
  );

describe('an appropriation', () => {
  test('is booked once a cause, adds up, and lets waiting claims be looked at', async () => {
    const { table, appropriate } = aLedger();
    expect(await appropriate(budget(1_000))).toEqual({ ok: true, value: { posted: true } });
    expect(await appropriate(budget(1_000))).toEqual({ ok: true, value: { posted: false } });
    expect(await appropriate(budget(500, 'notice-2'))).toEqual({ ok: true, value: { posted: true } });
    const funds = await createFundsReport({ table })('rural-reward', 2008);
    expect(funds).toMatchObject([
      { share: 'district', appropriatedFen: 1_500, availableFen: 1_500, cashFen: 1_500, committedFen: 0 },
      { share: 'province', appropriatedFen: 1_500, availableFen: 1_500, cashFen: 1_500, committedFen: 0 },
    ]);
    const rows = await Promise.all(
      Array.from({ length: 16 }, (_, shard) =>
        table.query({ pk: `OUTBOX#${String(shard).padStart(2, '0')}` }),
      ),
    );
    const messages = rows.flatMap(({ items }) =>
      items.map(({ message }) => JSON.parse(message as string) as object),
    );
    expect(messages).toHaveLength(2);
    expect(messages[0]).toEqual({ type: 'allocate', appropriationId: 'rural-reward:2008' });
  });

  test('needs two people, and something to appropriate', async () => {
    const { appropriate } = aLedger();
    expect(await appropriate({ ...budget(1), approvedBy: treasurer })).toEqual({
      ok: false,
      error: { kind: 'same-person' },
    });
    expect(await appropriate(budget(0))).toEqual({ ok: false, error: { kind: 'nothing-to-appropriate' } });
    const seed = { kind: 'system', id: 'seed' } as const;
    expect(await appropriate({ ...budget(1), actor: seed, approvedBy: seed })).toMatchObject({ ok: true });
  });

  test('without the money leaves no cash', async () => {
    const { table, appropriate } = aLedger();
    const { fundedOn: _, ...unfunded } = budget(10);
    await appropriate(unfunded);
    expect(await createFundsReport({ table })('rural-reward', 2008)).toMatchObject([
      { availableFen: 10, cashFen: 0 },
      { availableFen: 10, cashFen: 0 },
    ]);
  });
});

describe('a commitment', () => {
  test('splits every payment on its own, so that payments take exactly their own fen', async () => {
    const { table, appropriate } = aLedger();
    await appropriate(budget(1_000));
    await table.transact(commitAwardActions(commitment()));
    expect(await createFundsReport({ table })('rural-reward', 2008)).toMatchObject([
      { share: 'district', committedFen: 100 },
      { share: 'province', committedFen: 102 },
    ]);
  });

  test('of more than is available is told as a shortage, and which', async () => {
    const { table, appropriate } = aLedger();
    await appropriate(budget(101));
    const actions = commitAwardActions(commitment());
    const result = await table.transact(actions);
    if (result.ok) throw new Error('overdrawn');
    expect(shortageOf(actions, result.error)).toEqual({
      account: 'B2',
      programme: 'rural-reward',
      year: 2008,
      share: 'province',
    });
  });

  test('repeated is refused by its transfers, which is no shortage', async () => {
    const { table, appropriate } = aLedger();
    await appropriate(budget(1_000));
    const actions = commitAwardActions(commitment());
    await table.transact(actions);
    const again = await table.transact(actions);
    if (again.ok) throw new Error('booked twice');
    expect(shortageOf(actions, again.error)).toBeUndefined();
    expect(again.error.reasons[0]?.code).toBe('condition-failed');
  });

  test('of anybody at once never overdraws', async () => {
    const { table, appropriate } = aLedger();
    await appropriate(budget(1_000));
    const results = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        table.transact(commitAwardActions(commitment({ cause: `batch-${String(n)}`, payables: [fen(200)] }))),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(10);
    expect(await createFundsReport({ table })('rural-reward', 2008)).toMatchObject([
      { availableFen: 0, committedFen: 1_000 },
      { availableFen: 0, committedFen: 1_000 },
    ]);
  });

  test('given back is available again, and no more than there was', async () => {
    const { table, appropriate } = aLedger();
    await appropriate(budget(1_000));
    await table.transact(commitAwardActions(commitment()));
    await table.transact(givenBack(commitment({ cause: 'end-1' })));
    expect(await createFundsReport({ table })('rural-reward', 2008)).toMatchObject([
      { availableFen: 1_000, committedFen: 0 },
      { availableFen: 1_000, committedFen: 0 },
    ]);
    const more = givenBack(commitment({ cause: 'end-2' }));
    const result = await table.transact(more);
    expect(!result.ok && shortageOf(more, result.error)).toMatchObject({ account: 'B3' });
  });
});

describe('the ledger in the store', () => {
  async function withEntries(count: number) {
    const ledger = aLedger();
    await ledger.appropriate(budget(1_000_000));
    for (let n = 0; n < count; n += 1) {
      await ledger.table.transact(
        commitAwardActions(commitment({ cause: `b-${String(n)}`, at: ledger.clock.now() })),
      );
    }
    return ledger;
  }

  test('lists an account’s entries by age, debits and credits, a page at a time', async () => {
    const { table } = await withEntries(5);
    const statement = createAccountStatement({ table });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await statement({ account: 'B2', limit: 3, ...(cursor === undefined ? {} : { cursor }) });
      expect(page.entries.length).toBeLessThanOrEqual(3);
      expect(page).toMatchObject({ openingFen: 0, closingFen: 2_000_000 - 5 * 202 });
      seen.push(...page.entries.map(({ id, side }) => `${side} ${id}`));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(12);
    expect(new Set(seen).size).toBe(12);
    expect(seen.filter((entry) => entry.startsWith('debit'))).toHaveLength(10);
    expect(await statement({ account: 'L5' })).toEqual({ openingFen: 0, closingFen: 0, entries: [] });
  });

  test('a balance that is not the sum of its transfers is found', async () => {
    const { table } = await withEntries(3);
    const check = createTrialBalance({ table });
    expect(await check({ recompute: true })).toMatchObject({ balanced: true, differences: [] });
    const key = { pk: 'BALANCE', sk: '2008#rural-reward#B3#province' };
    await table.transact([{ update: key, add: { creditFen: 1 } }]);
    const sk = '2008#rural-reward#B2#province';
    await table.transact([{ update: { pk: 'BALANCE', sk }, add: { debitFen: 1 } }]);
    expect(await check()).toMatchObject({ balanced: true });
    const found = await check({ recompute: true });
    expect(found.balanced).toBe(false);
    expect(found.differences.map((one) => one.key)).toEqual([sk, key.sk]);
  });

  test('is read by year and programme', async () => {
    const { table } = await withEntries(1);
    const check = createTrialBalance({ table });
    expect((await check({ year: 2009 })).lines).toEqual([]);
    expect((await check({ year: 2008, programme: 'rural' })).lines).toEqual([]);
    expect((await check({ year: 2008, programme: 'rural-reward', recompute: true })).balanced).toBe(true);
  });

  test('a guarded debit account is guarded as well', async () => {
    const { table } = aLedger();
    const handedOut = postingActions(
      transfersOf({
        ...commitment(),
        event: 'goods-handed-out',
        parts: [{ share: 'fund', amountFen: fen(1) }],
      }),
    );
    const result = await table.transact(handedOut);
    expect(!result.ok && shortageOf(handedOut, result.error)).toMatchObject({ account: 'A4' });
  });
});
