import { randomInt, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { aHardshipFamily, type Family, registersOf } from '../builders/families.ts';
import { expecting, type HeldClaim } from '../builders/people-at-work.ts';
import {
  type Answer,
  type BuiltSystem,
  buildSystem,
  type Call,
  freePort,
  type RunningSystem,
  startSystem,
  temporaryFolder,
} from '../builders/running-system.ts';

const kills = 8;
const perRound = 6;
const families = Array.from({ length: 60 }, (_, n) => aHardshipFamily(320_100 + n));

let built: BuiltSystem;
let registers: string;
let dataFolder: string;
let port: number;
let system: RunningSystem;
/** Resolves when the system is up again. */
let up: Promise<void> = Promise.resolve();

beforeAll(async () => {
  [built, registers, dataFolder, port] = await Promise.all([
    buildSystem(),
    registersOf(families),
    temporaryFolder('system-kill'),
    freePort(),
  ]);
  system = await startSystem({ built, registers, dataFolder, port, today: '2008-05-20' });
  // Before the first kill, since the command makes no second attempt.
  for (const user of Object.values(users)) tokens.set(user, await system.token(user));
}, 60_000);

afterAll(async () => {
  await system.end('SIGKILL');
  await Promise.all([registers, dataFolder].map((f) => rm(f, { recursive: true })));
});

const users = {
  village: 'village.reviewer',
  street: 'street.reviewer',
  district: 'district.approver',
  preparer: 'finance.preparer',
  approver: 'finance.approver',
  reconciler: 'finance.reconciler',
  auditor: 'auditor',
} as const;
const tokens = new Map<string, string>();

/** As a script does that takes no answer for "not known": the same request, under the same key, until it is answered. */
async function persist(
  method: string,
  path: string,
  user: string | undefined,
  call: Call = {},
): Promise<Answer> {
  const token = user === undefined ? undefined : tokens.get(user);
  for (;;) {
    const answer = await system.call(method, path, { ...call, token }).catch(() => undefined);
    if (answer && answer.status !== 503) return answer;
    await up;
    await sleep(10);
  }
}

const ask = (user: string, path: string) => expecting(200, persist('GET', path, user));

async function until(ask: () => Promise<Answer['body']>, isIt: (body: Answer['body']) => boolean) {
  for (;;) {
    const body = await ask();
    if (isIt(body)) return body;
    await sleep(20);
  }
}

async function claimAndReview({ claim }: Family): Promise<HeldClaim> {
  const held: HeldClaim = await expecting(
    202,
    persist('POST', '/api/claims', undefined, { body: claim, key: randomUUID() }),
  );
  const view = () =>
    expecting(
      200,
      persist('GET', `/api/claims/${held.reference}`, undefined, { accessCode: held.accessCode }),
    );
  for (const stage of ['village', 'street', 'district'] as const) {
    const { tasks } = await until(
      () => ask(users[stage], `/api/tasks?stage=${stage}`),
      (page) => page.tasks.some(({ claimId }: HeldClaim) => claimId === held.claimId),
    );
    const { taskId, payloadHash } = tasks.find(({ claimId }: HeldClaim) => claimId === held.claimId);
    const decided = await persist('POST', `/api/tasks/${taskId}/decision`, users[stage], {
      key: randomUUID(),
      body: { outcome: 'approve', reason: '已核对', payloadHash },
    });
    expect(decided).toMatchObject({ status: 200 });
  }
  await until(view, ({ status }) => status === 'awarded');
  return held;
}

/** Pays what was awarded since the last run, by two people, until the run agrees with the bank's statement. */
async function pay(): Promise<string> {
  const { runId } = await expecting(
    202,
    persist('POST', '/api/payment-runs', users.preparer, {
      key: randomUUID(),
      body: { programme: 'special-hardship', period: '2008-H1' },
    }),
  );
  const path = `/api/payment-runs/${runId}`;
  const { payloadHash } = await until(
    () => ask(users.approver, path),
    ({ status }) => status === 'prepared',
  );
  const released = await persist('POST', `${path}/release`, users.approver, {
    key: randomUUID(),
    body: { payloadHash },
  });
  expect(released).toMatchObject({ status: 202 });
  for (;;) {
    await expecting(200, persist('POST', '/local/bank/end-of-day', undefined));
    const report = await ask(users.reconciler, `${path}/reconciliation`);
    if (report.agrees === true) return runId;
    await sleep(50);
  }
}

/** Kills the system and starts it again on the same data; `twice`, it dies once more while it comes up. */
async function restart(twice: boolean): Promise<void> {
  const again = { built, registers, dataFolder, port };
  expect(await system.end('SIGKILL')).toBe('SIGKILL');
  if (twice) {
    const doomed = await startSystem({ ...again, killAfterMilliseconds: randomInt(300, 2_000) }).catch(
      () => undefined,
    );
    await doomed?.end('SIGKILL');
  }
  system = await startSystem(again);
}

describe('kill -9 of the whole system, again and again, while claims are made, reviewed and paid', () => {
  test('loses nothing that was acknowledged, awards once, pays once', async () => {
    const lives: number[] = [];
    const killer = (async () => {
      while (lives.length < kills) {
        const life = randomInt(50, 900);
        await sleep(life);
        lives.push(life);
        up = restart(lives.length % 3 === 0);
        await up;
      }
    })();

    const held: HeldClaim[] = [];
    const runs: string[] = [];
    while (lives.length < kills && held.length + perRound <= families.length) {
      held.push(
        ...(await Promise.all(families.slice(held.length, held.length + perRound).map(claimAndReview))),
      );
      runs.push(await pay());
    }
    await killer;
    expect(lives.length).toBeGreaterThanOrEqual(kills);

    const paidFen = held.length * 48_000;
    expect(new Set(held.map(({ claimId }) => claimId)).size).toBe(held.length);
    for (const { reference, accessCode } of held) {
      const view = await system.call('GET', `/api/claims/${reference}`, { accessCode });
      expect(view).toMatchObject({ status: 200, body: { status: 'awarded', amount: { fen: 48_000 } } });
    }
    for (const { claim } of families.slice(0, held.length)) {
      const { awards } = await expecting(
        200,
        persist('POST', '/api/awards/search', users.auditor, {
          body: { person: claim.applicant.residentId },
        }),
      );
      expect(awards).toEqual([expect.objectContaining({ amount: { fen: 48_000, currency: 'CNY' } })]);
    }

    const truth: { endToEndId: string; fen: number; status: string; times: number }[] = await expecting(
      200,
      system.call('GET', '/local/bank/truth'),
    );
    expect(truth).toHaveLength(held.length);
    expect(new Set(truth.map(({ endToEndId }) => endToEndId)).size).toBe(held.length);
    for (const payment of truth) expect(payment).toMatchObject({ fen: 48_000, status: 'settled', times: 1 });

    const settled = await Promise.all(
      [...new Set(runs)].map(async (runId) =>
        ask(users.reconciler, `/api/payment-runs/${runId}/reconciliation`),
      ),
    );
    expect(settled.reduce<number>((sum, { statement }) => sum + Number(statement.settled.fen), 0)).toBe(
      paidFen,
    );
    expect(await ask(users.reconciler, '/api/exceptions')).toEqual({ exceptions: [] });
    const balance = await ask(users.auditor, '/api/ledger/trial-balance?recompute=true');
    expect(balance).toMatchObject({ balanced: true, differences: [] });
    expect(balance.debitsFen).toBe(balance.creditsFen);
    expect(await ask(users.auditor, '/api/audit/verification')).toMatchObject({ verified: true, faults: [] });

    expect(await system.end('SIGTERM')).toBe(0);
    const database = SqliteDatabase.open(join(dataFolder, 'huimin.sqlite'));
    database.read((db) => {
      const count = (sql: string) => Number(db.prepare(sql).get()?.n);
      // A claim whose answer was lost and that was sent again is no second claim.
      expect(count(`SELECT count(*) AS n FROM items WHERE pk LIKE 'CLAIM#%' AND sk = 'HEAD'`)).toBe(
        held.length,
      );
      expect(
        count(`SELECT count(*) AS n FROM wf_executions WHERE status NOT IN ('RUNNING', 'SUCCEEDED')`),
      ).toBe(0);
      expect(
        count(`SELECT count(*) AS n FROM wf_executions WHERE name LIKE 'claim-%' AND status = 'SUCCEEDED'`),
      ).toBe(held.length);
    });
    database.close();
  }, 90_000);
});
