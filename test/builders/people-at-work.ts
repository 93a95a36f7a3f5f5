import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, RunningSystem } from './running-system.ts';

/** A claim as its applicant may open it. */
export interface HeldClaim {
  readonly claimId: string;
  readonly reference: string;
  readonly accessCode: string;
}

/** Asks until the answer is the one waited for: workflows go on by themselves. @throws after 15 s, with the last answer */
export async function until<T>(ask: () => Promise<T>, isIt: (answer: T) => boolean): Promise<T> {
  const end = performance.now() + 15_000;
  for (;;) {
    const answer = await ask();
    if (isIt(answer)) return answer;
    if (performance.now() > end) throw new Error(`waited in vain; the last was ${JSON.stringify(answer)}`);
    await sleep(25);
  }
}

/** The answer's body, when its status is the one expected. */
export async function expecting(status: number, answer: Promise<Answer>): Promise<Answer['body']> {
  const { status: got, text, body } = await answer;
  if (got !== status) throw new Error(`answered ${got}, not ${status}: ${text}`);
  return body;
}

export async function submit(
  system: RunningSystem,
  claim: unknown,
  key: string = randomUUID(),
): Promise<HeldClaim> {
  return expecting(202, system.call('POST', '/api/claims', { body: claim, key }));
}

export async function readClaim(
  system: RunningSystem,
  { reference, accessCode }: HeldClaim,
): Promise<Answer['body']> {
  return expecting(200, system.call('GET', `/api/claims/${reference}`, { accessCode }));
}

export async function claimIs(system: RunningSystem, claim: HeldClaim, status: string): Promise<void> {
  await until(
    () => readClaim(system, claim),
    (view) => view.status === status,
  );
}

/** Who decides at a stage. */
const deciders = {
  village: 'village.reviewer',
  street: 'street.reviewer',
  district: 'district.approver',
  // Somebody else than at the street's own stage: nobody takes two parts in a claim.
  manual: 'street.reviewer@320602100',
  rejection: 'district.approver@320602100',
} as const;

export type Stage = keyof typeof deciders;

/** The open tasks of a stage. */
export async function tasksAt(system: RunningSystem, stage: Stage): Promise<Answer['body'][]> {
  const token = await system.token(deciders[stage]);
  const tasks: Answer['body'][] = [];
  let cursor = '';
  do {
    const query = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await expecting(200, system.call('GET', `/api/tasks?stage=${stage}${query}`, { token }));
    tasks.push(...page.tasks);
    cursor = page.cursor ?? '';
  } while (cursor !== '');
  return tasks;
}

/** Decides a claim's open task at a stage as the reviewer there; waits for the task to come. */
export async function decide(
  system: RunningSystem,
  stage: Stage,
  { claimId }: { readonly claimId: string },
  outcome: 'approve' | 'return' | 'reject',
  more: object = {},
): Promise<Answer> {
  const tasks = await until(
    () => tasksAt(system, stage),
    (open) => open.some((task) => task.claimId === claimId),
  );
  const { taskId, payloadHash } = tasks.find((task) => task.claimId === claimId);
  return system.call('POST', `/api/tasks/${taskId}/decision`, {
    token: await system.token(deciders[stage]),
    key: randomUUID(),
    body: { outcome, reason: '已核对', payloadHash, ...more },
  });
}

export async function moveClock(system: RunningSystem, today: string): Promise<void> {
  await expecting(200, system.call('PUT', '/local/clock', { body: { today } }));
}
