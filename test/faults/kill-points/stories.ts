import { setTimeout as sleep } from 'node:timers/promises';
import { aHardshipFamily, type Family } from '../../builders/families.ts';
import type { HeldClaim } from '../../builders/people-at-work.ts';
import type { WatchedHome } from './watched-home.ts';

const claimsARound = 1;
const amountFen = 48_000;
const deciders = {
  village: 'village.reviewer',
  street: 'street.reviewer',
  district: 'district.approver',
} as const;
const register = 'disabled-persons-federation';

/** All families that so many rounds need; the registers know them from the start. */
export function familiesOf(rounds: number): readonly Family[] {
  return Array.from({ length: rounds * claimsARound }, (_, n) => aHardshipFamily(320_100 + n));
}

/**
 * What a round tells, from wherever it stands: told again after the process died, it goes on. Every request has the key
 * that it had before. Each round has families of its own, and leaves nothing unfinished.
 */
export const stories = { usual, long } as const;

export type StoryName = keyof typeof stories;

/** A claim and its payment: a run that is cancelled; one built without a register, sent back, timed out, paid. */
async function usual(at: WatchedHome, round: number): Promise<void> {
  await approveAll(at, await claimAll(at, round));

  const cancelled = await prepare(at, `${String(round)}/cancelled`);
  await until(at, async () => ['prepared', 'cancelled'].includes((await read(at, cancelled)).status));
  await stop(at, 'cancellation', cancelled);
  await until(at, async () => isOver(at, cancelled));

  // Without the register nobody can be decided: the run is built without them, and sent back when it answers again.
  at.home.simulatedRegisters.setFault(register, 'down');
  const runId = await prepare(at, `${String(round)}/paid`);
  const isFirst = (await read(at, runId)).attempt === 1;
  if (isFirst) await until(at, async () => (await read(at, runId)).status === 'prepared');
  at.home.simulatedRegisters.setFault(register, 'ok');
  if (isFirst) await stop(at, 'rejection', runId);
  await at.ask('PUT', '/local/bank/faults', { body: { seed: round, timeoutUnpaid: 1 } });
  await pay(at, runId);
}

/** A claim and a run that wait longer than an execution may last; and the run is closed when its returns are over. */
async function long(at: WatchedHome, round: number): Promise<void> {
  const claims = await claimAll(at, round);
  await passUntil(at, '2009-03-20T01:00:00.000Z');
  await approveAll(at, claims);
  const runId = await prepare(at, `${String(round)}/long`);
  await until(at, async () => (await read(at, runId)).status !== 'building');
  await passUntil(at, '2010-01-20T01:00:00.000Z');
  await pay(at, runId);
  await until(at, async () => isOver(at, runId), 7 * 86_400);
}

async function claimAll(at: WatchedHome, round: number): Promise<readonly HeldClaim[]> {
  const families = familiesOf(round + 1).slice(-claimsARound);
  return Promise.all(
    families.map(({ claim }, n): Promise<HeldClaim> => {
      const key = `claim/${String(round)}/${String(n)}`;
      return at.ask('POST', '/api/claims', { key, body: claim });
    }),
  );
}

async function approveAll(at: WatchedHome, claims: readonly HeldClaim[]): Promise<void> {
  for (const { claimId, reference, accessCode } of claims) {
    const status = async (): Promise<string> =>
      (await at.ask('GET', `/api/claims/${reference}`, { accessCode })).status;
    await until(at, async () => {
      if ((await status()) === 'awarded') return true;
      for (const [stage, user] of Object.entries(deciders)) {
        const { tasks } = await at.ask('GET', `/api/tasks?stage=${stage}`, { user });
        const task = tasks.find((open: HeldClaim) => open.claimId === claimId);
        if (!task) continue;
        const body = { outcome: 'approve', reason: '已核对', payloadHash: task.payloadHash };
        const key = `decide/${String(task.taskId)}`;
        await at.ask('POST', `/api/tasks/${String(task.taskId)}/decision`, { user, key, body });
      }
      return (await status()) === 'awarded';
    });
  }
}

async function prepare(at: WatchedHome, key: string): Promise<string> {
  const body = { programme: 'special-hardship', period: '2008-H1' };
  const { runId } = await at.ask('POST', '/api/payment-runs', { user: 'finance.preparer', key, body });
  return String(runId);
}

function read(at: WatchedHome, runId: string) {
  return at.ask('GET', `/api/payment-runs/${runId}`, { user: 'finance.approver' });
}

async function stop(at: WatchedHome, how: 'cancellation' | 'rejection', runId: string): Promise<void> {
  const call = { user: 'finance.approver', key: `${how}/${runId}`, body: { reason: '重新编制' } };
  await at.ask('POST', `/api/payment-runs/${runId}/${how}`, call);
}

/** From a run that is prepared, or further, to one that agrees with the bank's statement. */
async function pay(at: WatchedHome, runId: string): Promise<void> {
  await until(
    at,
    async () => {
      const { status, payloadHash } = await read(at, runId);
      if (status === 'reconciled' || status === 'closed') return true;
      if (status === 'prepared') {
        const key = `release/${String(payloadHash)}`;
        const call = { user: 'finance.approver', key, body: { payloadHash } };
        await at.ask('POST', `/api/payment-runs/${runId}/release`, call);
      }
      if (status === 'sent' || status === 'settling') await at.ask('POST', '/local/bank/end-of-day');
      return false;
    },
    121,
  );
}

/** Whether none of the run's executions goes on. */
function isOver({ home }: WatchedHome, runId: string): boolean {
  const running = home.database.read((db) =>
    db.prepare(`SELECT 1 FROM wf_executions WHERE status = 'RUNNING' AND name LIKE ?`).get(`${runId}%`),
  );
  return running === undefined;
}

async function until(at: WatchedHome, isSo: () => boolean | Promise<boolean>, seconds = 61): Promise<void> {
  for (let times = 0; times < 60; times += 1) {
    if (await isSo()) return;
    await at.pass(seconds);
  }
  throw new Error('it does not come to that');
}

async function passUntil(at: WatchedHome, instant: string): Promise<void> {
  const seconds = (Date.parse(instant) - Date.parse(at.clock.now())) / 1_000;
  if (seconds > 0) await at.pass(seconds);
}

/** A row whose delivery failed goes out again a little later, by the machine's own time. */
async function emptyOutbox({ home }: WatchedHome): Promise<void> {
  const isLeft = (): boolean =>
    home.database.read((db) => db.prepare(`SELECT 1 FROM items WHERE pk LIKE 'OUTBOX#%'`).get()) !==
    undefined;
  for (let times = 0; times < 100 && isLeft(); times += 1) {
    await home.settle();
    await sleep(100);
  }
}

/** After so many rounds: every claim awarded once, every award paid once, by our books and by the bank's. */
export async function shortcomings(at: WatchedHome, rounds: number): Promise<readonly string[]> {
  const wrong: string[] = [];
  await emptyOutbox(at);
  const count = (what: string, sql: string, expected: number): void => {
    const n = Number(at.home.database.read((db) => db.prepare(sql).get()?.n));
    if (n !== expected) wrong.push(`${what}: ${String(n)}, not ${String(expected)}`);
  };
  const claims = rounds * claimsARound;
  const heads = (kind: string) => `SELECT count(*) AS n FROM items WHERE sk = 'HEAD' AND pk LIKE '${kind}#%'`;
  count('claims', heads('CLAIM'), claims);
  count('awards', heads('AWARD'), claims);
  count('exceptions', heads('EXCEPTION'), 0);
  count('outbox rows left', `SELECT count(*) AS n FROM items WHERE pk LIKE 'OUTBOX#%'`, 0);
  const failed = `status NOT IN ('RUNNING', 'SUCCEEDED')`;
  count('executions failed', `SELECT count(*) AS n FROM wf_executions WHERE ${failed}`, 0);
  const truth = await at.home.bank.truth();
  const once = truth.filter(
    ({ fen, status, times }) => fen === amountFen && status === 'settled' && times === 1,
  );
  if (once.length !== claims || truth.length !== claims) wrong.push(`the bank paid ${JSON.stringify(truth)}`);
  const balance = await at.ask('GET', '/api/ledger/trial-balance?recompute=true', { user: 'auditor' });
  if (balance.balanced !== true || balance.differences.length > 0) wrong.push('the ledger does not balance');
  const audit = await at.ask('GET', '/api/audit/verification', { user: 'auditor' });
  if (audit.verified !== true) wrong.push(`the audit: ${JSON.stringify(audit.faults)}`);
  return wrong;
}
