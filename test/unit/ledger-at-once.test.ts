import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable, type SqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { createAppropriate } from '../../functions/app/ledger/appropriations.ts';
import { balancePk, postingActions, shortageOf } from '../../functions/app/ledger/posting-actions.ts';
import { createAppropriations } from '../../functions/app/ledger/propose-appropriation.ts';
import { createTrialBalance } from '../../functions/app/ledger/trial-balance.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import { transact } from '../../functions/app/store/transact.ts';
import { accountFacts, isAccount } from '../../functions/domain/ledger/accounts.ts';
import type { LedgerEvent } from '../../functions/domain/ledger/postings.ts';
import { shareSplitter } from '../../functions/domain/ledger/shares.ts';
import { transfersOf } from '../../functions/domain/ledger/transfer.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { halves } from '../builders/finance-office.ts';
import { shippedPolicies } from '../builders/shipped-policies.ts';
import { MovableClock } from '../fakes/movable-clock.ts';

const policies = await shippedPolicies();
const { splitAll } = shareSplitter(halves);
const facts = { programme: 'rural-reward', year: 2008 };

/** What many people and steps do to one appropriation: each a run of events, one after the other. */
const deeds = fc.record({
  event: fc.constantFrom<LedgerEvent | 'reduce' | 'supplement'>(
    'award',
    'award',
    'award-reduced',
    'roll-prepared',
    'roll-voided',
    'settled',
    'returned',
    'returned-cancelled-same-year',
    'recovered-same-year',
    'offset-paid',
    'fee',
    'fee-reversed',
    'goods-ordered',
    'goods-received',
    'goods-paid',
    'goods-handed-out',
    'reduce',
    'supplement',
  ),
  amount: fc.integer({ min: 1, max: 400 }),
});
const actors = fc.array(fc.array(deeds, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 8 });

interface Deed {
  readonly event: LedgerEvent | 'reduce' | 'supplement';
  readonly amount: number;
}

/** Every guarded account of the store, on the side on which it grows; and what the budget's accounts come to. */
async function held(table: Table) {
  const { items } = await table.query({ pk: balancePk });
  const guarded: Record<string, number> = {};
  let budgetNet = 0;
  for (const { sk, account, netFen } of items) {
    if (typeof account !== 'string' || !isAccount(account) || typeof netFen !== 'number') throw new Error(sk);
    const { book, guarded: isGuarded, normal } = accountFacts(account);
    if (book === 'budget') budgetNet += netFen;
    if (isGuarded === true) guarded[sk] = normal === 'debit' ? netFen : -netFen;
  }
  return { guarded, budgetNet };
}

async function play(
  stored: SqliteTable,
  schedule: (label: string) => Promise<unknown>,
  all: readonly (readonly Deed[])[],
) {
  let writes = 0;
  const table: Table = {
    ...stored,
    get: async (key) => {
      await schedule(`get ${key.pk}`);
      return stored.get(key);
    },
    transact: async (actions) => {
      await schedule('transact');
      const result = await stored.transact(actions);
      writes += 1;
      const { guarded, budgetNet } = await held(stored);
      expect(Object.entries(guarded).filter(([, amount]) => amount < 0)).toEqual([]);
      expect(budgetNet).toBe(0);
      return result;
    },
  };
  const clock = new MovableClock();
  let ids = 0;
  const appropriations = createAppropriations({
    table,
    clock,
    policies,
    ids: { newId: (prefix) => `${prefix}-${String((ids += 1))}`, newReference: () => '' },
  });
  const done = { booked: 0, short: 0 };

  async function change(kind: 'addition' | 'reduction', amount: number): Promise<void> {
    const parts = halves.map(({ name }) => ({ share: name, amountFen: fen(amount) }));
    const content = { ...facts, change: kind, parts, document: 'notice' } as const;
    const proposed = await appropriations.propose(content, { kind: 'staff', id: 'preparer' });
    if (!proposed.ok) throw new Error(proposed.error.kind);
    const { proposalId } = proposed.value;
    const decided = await appropriations.decide({
      proposalId,
      event: 'approve',
      actor: { kind: 'staff', id: 'approver' },
    });
    if (!decided.ok) expect(decided.error.kind).toBe('budget-short');
    done[decided.ok ? 'booked' : 'short'] += 1;
  }

  async function act({ event, amount }: Deed, cause: string): Promise<void> {
    if (event === 'reduce' || event === 'supplement') {
      await change(event === 'reduce' ? 'reduction' : 'addition', amount);
      return;
    }
    const actions = postingActions(
      transfersOf({
        ...facts,
        cause,
        event,
        bankAccount: '1001',
        parts: splitAll([fen(amount), fen(amount)]),
        date: clock.today(),
        at: clock.now(),
      }),
    );
    const result = await transact(table, actions);
    // Nothing but a guarded account that would be overdrawn stands in the way.
    if (!result.ok) expect(shortageOf(actions, result.error)).toBeDefined();
    done[result.ok ? 'booked' : 'short'] += 1;
  }

  await createAppropriate({ table: stored, clock })({
    ...facts,
    parts: halves.map(({ name }) => ({ share: name, amountFen: fen(1_000) })),
    cause: 'budget',
    actor: { kind: 'system', id: 'seed' },
    approvedBy: { kind: 'system', id: 'seed' },
    fundedOn: '1001',
  });
  const playing = all.map(async (one, at) => {
    for (const [step, deed] of one.entries()) await act(deed, `${String(at)}/${String(step)}`);
  });
  return { playing: Promise.all(playing), done, writes: () => writes };
}

describe('nothing is overdrawn, whoever acts at once', () => {
  test('in any order in which their reads and writes may meet', async () => {
    let short = 0;
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), actors, async (s, all) => {
        const database = SqliteDatabase.open(':memory:');
        const stored = createSqliteTable(database);
        const { playing, done, writes } = await play(
          stored,
          (label) => s.schedule(Promise.resolve(), label),
          all,
        );
        await s.waitFor(playing);
        expect(writes()).toBeGreaterThanOrEqual(done.booked + done.short);
        short += done.short;
        const balance = await createTrialBalance({ table: stored })({ recompute: true });
        expect(balance).toMatchObject({ balanced: true, differences: [] });
        database.close();
      }),
      { numRuns: 40 },
    );
    expect(short).toBeGreaterThan(20);
  });

  test('in a store that lags and has its transactions collide', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), actors, async (seed, all) => {
        const database = SqliteDatabase.open(':memory:');
        const stored = createSqliteTable(database, { chaos: { seed, indexLag: true, conflictShare: 0.2 } });
        const { playing } = await play(stored, () => Promise.resolve(), all);
        await playing;
        // The list of transfers is an index: it lags behind by so many looks at the most.
        for (let look = 0; look < 10; look += 1)
          await createTrialBalance({ table: stored })({ recompute: true });
        const balance = await createTrialBalance({ table: stored })({ recompute: true });
        expect(balance).toMatchObject({ balanced: true, differences: [] });
        database.close();
      }),
      { numRuns: 40 },
    );
  });
});
