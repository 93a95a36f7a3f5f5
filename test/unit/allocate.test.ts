import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { closeYearActions } from '../../functions/app/ledger/closed-books.ts';
import { createAccountStatement } from '../../functions/app/ledger/account-statement.ts';
import { messageOf } from '../../functions/app/outbox/deliver.ts';
import { outboxPk, outboxShards } from '../../functions/app/outbox/outbox-row.ts';
import type { OutboxMessage } from '../../functions/contracts/store/outbox-message.ts';
import { type FundsQueue, fundsQueue, queueId } from '../builders/funds-queue.ts';
import { CrashingTable } from '../fakes/crashing-table.ts';

let queue: FundsQueue;
afterEach(() => queue.close());

const allocate = (named: readonly string[] = []) => queue.allocate({ appropriationId: queueId, named });

async function awarded(upTo: number): Promise<number[]> {
  const states = await Promise.all(
    Array.from({ length: upTo }, async (_, n) => ({ n, head: await queue.head(n) })),
  );
  return states.filter(({ head }) => head?.state === 'awarded').map(({ n }) => n);
}

async function asked(): Promise<Extract<OutboxMessage, { type: 'allocate' }>[]> {
  const messages: Extract<OutboxMessage, { type: 'allocate' }>[] = [];
  for (let shard = 0; shard < outboxShards; shard += 1) {
    const { items } = await queue.stored.query({ pk: outboxPk(shard) });
    for (const message of items.map(messageOf)) if (message.type === 'allocate') messages.push(message);
  }
  return messages;
}

describe('claims that wait for money', () => {
  test('are awarded in the order of their dates, and the first that does not fit holds up all behind it', async () => {
    queue = fundsQueue();
    await queue.wait(0, [200], '2008-05-03');
    await queue.wait(1, [2_000], '2008-05-02');
    await queue.wait(2, [200], '2008-05-01');
    await queue.wait(3, [20], '2008-05-04');
    await queue.appropriate(1_099);
    // 200 of 2 May's 2,000 are missing; what is there would do for the two smaller claims behind it.
    expect(await allocate()).toEqual({ awarded: 1, short: true });
    expect(await awarded(4)).toEqual([2]);
    expect(await allocate()).toEqual({ awarded: 0, short: true });

    await queue.appropriate(1);
    expect(await allocate()).toEqual({ awarded: 1, short: true });
    expect(await awarded(4)).toEqual([1, 2]);
    await queue.appropriate(1_000);
    expect(await allocate()).toEqual({ awarded: 2, short: false });
    expect(await awarded(4)).toEqual([0, 1, 2, 3]);
    expect(await queue.funds()).toMatchObject([{ committedFen: 1_210 }, { committedFen: 1_210 }]);
  });

  test('are all looked at again when an appropriation comes', async () => {
    queue = fundsQueue();
    await queue.appropriate(10);
    expect(await asked()).toEqual([{ type: 'allocate', appropriationId: queueId }]);
  });

  test('take what a transaction holds, to the last fen, the year’s later payments included', async () => {
    queue = fundsQueue();
    for (let n = 0; n < 40; n += 1) await queue.wait(n, [101, 101]);
    // Each payment is split on its own: 51 and 50 of 101.
    await queue.appropriate(40 * 102 - 1);
    expect(await allocate()).toEqual({ awarded: 39, short: true });
    expect(await awarded(40)).toEqual(Array.from({ length: 39 }, (_, n) => n));
    expect(await queue.funds()).toMatchObject([
      { share: 'district', committedFen: 39 * 100 },
      { share: 'province', committedFen: 39 * 102, availableFen: 101 },
    ]);
    expect(await queue.award(0)).toMatchObject({ state: 'active', amountFen: 101, accountVersion: 1 });
  });

  test('of a closed year go on waiting', async () => {
    queue = fundsQueue();
    await queue.wait(0, [100]);
    await queue.appropriate(1_000);
    await queue.stored.transact(closeYearActions(2008));
    expect(await allocate()).toEqual({ awarded: 0, short: true });
  });

  test('of any number are awarded by as many calls as it takes, named ones again', async () => {
    queue = fundsQueue({ mostAwards: 100 });
    for (let n = 0; n < 230; n += 1) await queue.wait(n, [100], n < 225 ? '2008-05-20' : '2008-06-01');
    await queue.appropriate(1_000_000);
    const late = [228, 229].map((n) => `claim-${String(n).padStart(26, '0')}`);
    expect(await allocate(late)).toEqual({ awarded: 100, short: false });
    const goOn = (await asked()).slice(1);
    expect(goOn).toHaveLength(3);
    expect(goOn.flatMap(({ claimId }) => claimId ?? []).sort()).toEqual(late);
    expect(await allocate()).toEqual({ awarded: 100, short: false });
    expect(await allocate()).toEqual({ awarded: 30, short: false });
    expect(await awarded(230)).toHaveLength(230);
  });

  test('are named by the lines of the ledger that commit their money', async () => {
    queue = fundsQueue();
    const claims = [await queue.wait(0, [100]), await queue.wait(1, [100])];
    await queue.appropriate(1_000);
    await allocate();
    const { entries } = await createAccountStatement({ table: queue.stored })({ account: 'B3' });
    expect(entries.map(({ claimIds }) => claimIds)).toEqual([
      claims.map(({ claimId }) => claimId),
      claims.map(({ claimId }) => claimId),
    ]);
  });

  test('a claim that changes while it is awarded does not stop the others', async () => {
    let interfere = async (): Promise<void> => undefined;
    queue = fundsQueue({
      wrap: (table) => ({
        ...table,
        transact: async (actions) => {
          await interfere();
          return table.transact(actions);
        },
      }),
    });
    for (let n = 0; n < 3; n += 1) await queue.wait(n, [100]);
    await queue.appropriate(1_000);
    interfere = async () => {
      interfere = async () => undefined;
      const head = (await queue.head(1))!;
      await queue.stored.transact([
        {
          update: { pk: `CLAIM#${head.claimId}`, sk: 'HEAD' },
          set: { state: 'verifying' },
          add: { version: 1 },
        },
      ]);
    };
    expect(await allocate()).toEqual({ awarded: 2, short: false });
    expect(await awarded(3)).toEqual([0, 2]);
  });
});

describe('whatever happens at once', () => {
  const claims = fc.array(
    fc.record({
      amounts: fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 2 }),
      day: fc.nat(5),
    }),
    { minLength: 1, maxLength: 30 },
  );

  /** Splits as the ledger does: each payment on its own, the odd fen to the province. */
  const shareOf = (share: 'province' | 'district', amounts: readonly number[]): number =>
    amounts.reduce(
      (sum, amount) => sum + (share === 'province' ? Math.ceil(amount / 2) : Math.floor(amount / 2)),
      0,
    );

  test('the claims awarded are the first in the queue, as many as the money covers', async () => {
    await fc.assert(
      fc.asyncProperty(
        claims,
        fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 3 }),
        fc.integer(),
        async (waiting, notices, seed) => {
          queue = fundsQueue({
            store: { chaos: { seed, indexLag: true, conflictShare: 0.1 } },
            mostAwards: 7,
          });
          for (const [n, { amounts, day }] of waiting.entries()) {
            await untilDone(() => queue.wait(n, amounts, `2008-05-0${String(day + 1)}`));
          }
          // The index lags by so many looks at the most; what it does not show may be passed (ADR 8).
          for (let look = 0; look < 10; look += 1) await allocate();
          for (const amount of notices) await untilDone(() => queue.appropriate(amount));
          let idle = 0;
          while (idle < 3) idle = (await allocate()).awarded === 0 ? idle + 1 : 0;

          const budget = notices.reduce((sum, amount) => sum + amount, 0);
          const inOrder = waiting
            .map((claim, n) => ({ ...claim, n }))
            .sort((a, b) => a.day - b.day || a.n - b.n);
          const fits: number[] = [];
          const used = { province: 0, district: 0 };
          for (const { n, amounts } of inOrder) {
            const [province, district] = [shareOf('province', amounts), shareOf('district', amounts)];
            if (used.province + province > budget || used.district + district > budget) break;
            used.province += province;
            used.district += district;
            fits.push(n);
          }
          expect(await awarded(waiting.length)).toEqual(fits.sort((a, b) => a - b));
          queue.close();
        },
      ),
      { numRuns: 25 },
    );
    queue = fundsQueue();
  });

  test('killed at any write, it goes on where it stopped', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let at = 1; at <= 4; at += 1) {
        const crashing = new CrashingTable();
        queue = fundsQueue({ wrap: (table) => crashing.wrap(table), mostAwards: 20 });
        for (let n = 0; n < 45; n += 1) await queue.wait(n, [100]);
        await queue.appropriate(50 * 40);
        crashing.arm(at, when);
        await expect(allocate()).rejects.toThrow(when);
        let last = await allocate();
        while (!last.short) last = await allocate();
        expect(await awarded(45)).toEqual(Array.from({ length: 40 }, (_, n) => n));
        expect(await queue.funds()).toMatchObject([{ committedFen: 2_000 }, { committedFen: 2_000 }]);
        queue.close();
      }
    }
    queue = fundsQueue();
  });
});

async function untilDone(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await work();
      return;
    } catch (fault) {
      if (tries === 20) throw fault;
    }
  }
}
