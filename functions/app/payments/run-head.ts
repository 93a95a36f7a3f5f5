import { type StoredRunHead, runHeadSchema } from '../../contracts/store/payment-run.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import type { Json } from '../../domain/audit/canonical-json.ts';
import { type NotAllowed, next } from '../../domain/lifecycle/lifecycle.ts';
import { expectsAnswer } from '../../domain/payments/answer-due.ts';
import { isOpen, type RunEvent, type RunState, runLifecycle } from '../../domain/payments/run-lifecycle.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { Clock } from '../ports/clock.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Action, Item, Table, Value } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { changeSubject } from '../subjects/change.ts';
import { outboxRow } from '../outbox/outbox-row.ts';
import { openRunKey, runKey, runList, runsAwaitingAnswer, runsOfProgramme, waitKey } from './run-keys.ts';

export type RunHead = StoredRunHead;

export function parseRunHead(item: Item): RunHead {
  return runHeadSchema.parse(item);
}

export async function readRunHead(table: Table, runId: string): Promise<RunHead | undefined> {
  const item = await table.get(runKey(runId));
  return item && parseRunHead(item);
}

/** The run of a programme and period that is not yet with the bank. */
export async function readOpenRun(
  table: Table,
  programme: string,
  period: string,
): Promise<RunHead | undefined> {
  const pointer = await table.get(openRunKey(programme, period));
  const head = typeof pointer?.runId === 'string' ? await readRunHead(table, pointer.runId) : undefined;
  return head && isOpen(head.state) ? head : undefined;
}

/** Whether somebody prepared or released a run, or had a part in its claims: no other duty on it is theirs. */
export function tookPart(head: RunHead, actor: Actor): boolean {
  return [head.preparedBy, head.releasedBy, ...head.participants].includes(actor.id);
}

export async function tookPartInRun(table: Table, runId: string, actor: Actor): Promise<boolean> {
  const head = await readRunHead(table, runId);
  return head !== undefined && tookPart(head, actor);
}

/** For steps, whose run exists because it started them. */
export async function existingRunHead(table: Table, runId: string): Promise<RunHead> {
  const head = await readRunHead(table, runId);
  if (!head) throw stepError('InvalidStepInput', `no run ${runId}`);
  return head;
}

/** What the workflow waits for. */
export type WaitFor = 'release' | 'settlement';

/**
 * What a waiting workflow is told; undefined while it has to go on waiting.
 * @param attempt the attempt that the workflow built, when it waits for the release
 */
function signalOf(head: RunHead, waitFor: WaitFor, attempt: number): Record<string, string> | undefined {
  if (head.state === 'cancelled') return { signal: 'cancelled' };
  if (waitFor === 'release') {
    if (head.attempt > attempt) return { signal: 'rebuild' };
    // Building still, in the attempt that was built: a fault that a person has to remove.
    return head.state === 'building' || head.state === 'prepared' ? undefined : { signal: 'released' };
  }
  if (head.state === 'rejected') return { signal: 'rejected' };
  if (head.state === 'reconciled' || head.state === 'closed') {
    return { signal: 'reconciled', returnsUntil: head.returnsUntil ?? '' };
  }
  return undefined;
}

/** A waiting workflow, as its item says. */
interface Waiting {
  readonly taskToken: string;
  readonly waitFor: WaitFor;
  readonly attempt: number;
}

function waitingOf(item: Item | undefined): Waiting | undefined {
  if (!item) return undefined;
  const { taskToken, waitFor, attempt } = item;
  if (typeof taskToken !== 'string' || typeof attempt !== 'number') return undefined;
  return { taskToken, waitFor: waitFor === 'settlement' ? 'settlement' : 'release', attempt };
}

/** The decision's half of design decision 6; `awaitRun` is the other. */
function wakeActions(after: RunHead, wait: Item | undefined, at: string): readonly Action[] {
  const waiting = waitingOf(wait);
  if (!waiting) return [{ check: waitKey(after.runId), if: { exists: false } }];
  const held = { attribute: 'taskToken', is: '=', value: waiting.taskToken } as const;
  const output = signalOf(after, waiting.waitFor, waiting.attempt);
  if (!output) return [{ check: waitKey(after.runId), if: held }];
  return [
    { delete: waitKey(after.runId), if: held },
    outboxRow(at, `run/${after.runId}/${String(after.version)}/wake`, {
      type: 'wake-workflow',
      taskToken: waiting.taskToken,
      output,
    }),
  ];
}

/** Actions that make a change of the head with its audit entry. */
export function changeRun(
  before: RunHead | undefined,
  after: RunHead,
  event: string,
  moment: { readonly actor: Actor; readonly at: string },
  detail?: { readonly [name: string]: Json },
): { readonly head: RunHead; readonly actions: readonly Action[] } {
  const change = changeSubject(
    before && { version: before.version, auditHash: before.auditHash },
    {
      subjectKind: 'run',
      subjectId: after.runId,
      at: moment.at,
      actor: moment.actor,
      event,
      ...(before ? { from: before.state } : {}),
      to: after.state,
      ...(detail ? { detail } : {}),
    },
    storable(after),
  );
  return {
    head: { ...after, version: change.head.version, auditHash: change.head.auditHash },
    actions: change.actions,
  };
}

function storable(head: RunHead): Record<string, Value> {
  const { version: _version, auditHash: _auditHash, ...rest } = head;
  const attributes: Record<string, Value> = {
    gsi1pk: runList,
    gsi1sk: `${head.preparedAt}#${head.runId}`,
    ...(head.awaitedSince === undefined
      ? {}
      : { gsi2pk: runsAwaitingAnswer, gsi2sk: `${head.awaitedSince}#${head.runId}` }),
    gsi3pk: runsOfProgramme(head.programme),
    gsi3sk: `${head.period}#${head.preparedAt}#${head.runId}`,
  };
  for (const [name, value] of Object.entries(rest)) attributes[name] = value;
  return attributes;
}

/** What to do about a run, decided on its present head. */
export type RunDecision<E> =
  | {
      readonly kind: 'move';
      readonly event: RunEvent;
      readonly changes?: Partial<RunHead>;
      /** Attributes that are absent afterwards. */
      readonly without?: readonly (
        'fault' | 'payloadHash' | 'chunks' | 'releasedBy' | 'releasedAt' | 'keptBack' | 'comparison'
      )[];
      readonly detail?: { readonly [name: string]: Json };
      readonly also?: readonly Action[];
    }
  /** Audited, in the same state. */
  | {
      readonly kind: 'note';
      readonly event: string;
      readonly changes?: Partial<RunHead>;
      readonly detail?: { readonly [name: string]: Json };
      readonly also?: readonly Action[];
    }
  | { readonly kind: 'stay' }
  | { readonly kind: 'refuse'; readonly error: E };

export type RunNotFound = { readonly kind: 'not-found' };
export type RunWrongState = { readonly kind: 'wrong-state'; readonly state: RunState };

const mostTries = 12;

/**
 * Changes a run: reads it, lets `decide` say what to do, and writes that with its audit entry and the waking of
 * whoever waits, only if nothing it was decided on has changed meanwhile; otherwise it is decided anew.
 * @returns the head as it stands afterwards
 * @throws an error named StoreUnavailable when others keep changing what it is decided on
 */
export async function decideRun<E>(
  { table, clock }: { readonly table: Table; readonly clock: Clock },
  runId: string,
  actor: Actor,
  decide: (head: RunHead) => RunDecision<E> | Promise<RunDecision<E>>,
): Promise<Result<RunHead, E | RunNotFound | RunWrongState>> {
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const [item, wait] = await table.getMany([runKey(runId), waitKey(runId)]);
    if (!item) return err({ kind: 'not-found' });
    const before = parseRunHead(item);
    const decision = await decide(before);
    if (decision.kind === 'stay') return ok(before);
    if (decision.kind === 'refuse') return err(decision.error);
    const state = stateAfter(before, decision);
    if (!state.ok) return err({ kind: 'wrong-state', state: before.state });
    const after = headAfter(before, decision, state.value, clock);
    const at = clock.now();
    const change = changeRun(before, after, decision.event, { actor, at }, decision.detail);
    const result = await transact(table, [
      ...change.actions,
      ...wakeActions(change.head, wait, at),
      ...(decision.also ?? []),
    ]);
    if (result.ok) return ok(change.head);
  }
  throw stepError('StoreUnavailable', `run ${runId} keeps changing`);
}

/** The head with its changes. Whenever a run moves, the bank's time to say something begins anew, or ends. */
function headAfter<E>(
  before: RunHead,
  decision: Exclude<RunDecision<E>, { kind: 'stay' | 'refuse' }>,
  state: RunState,
  clock: Clock,
): RunHead {
  const after: RunHead = { ...before, ...decision.changes, state };
  if (decision.kind === 'note') return after;
  for (const name of decision.without ?? []) Reflect.deleteProperty(after, name);
  if (state === before.state) return after;
  const { awaitedSince: _before, ...rest } = after;
  return { ...rest, escalation: 0, ...(expectsAnswer(state) ? { awaitedSince: clock.today() } : {}) };
}

function stateAfter<E>(
  before: RunHead,
  decision: Exclude<RunDecision<E>, { kind: 'stay' | 'refuse' }>,
): Result<RunState, NotAllowed<RunState, RunEvent>> {
  return decision.kind === 'move' ? next(runLifecycle, before.state, decision.event) : ok(before.state);
}

/**
 * The waiting step's half of design decision 6: leaves the token for whoever decides, or, when it is decided
 * already, sends the signal itself. Repeating it with the same token changes nothing.
 */
export async function awaitRun(
  { table, clock }: { readonly table: Table; readonly clock: Clock },
  runId: string,
  waiting: { readonly taskToken: string; readonly waitFor: WaitFor; readonly attempt?: number },
): Promise<void> {
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const head = await existingRunHead(table, runId);
    const attempt = waiting.attempt ?? head.attempt;
    const unchanged: Action = {
      check: runKey(runId),
      if: { attribute: 'version', is: '=', value: head.version },
    };
    const output = signalOf(head, waiting.waitFor, attempt);
    const result = await transact(
      table,
      output
        ? [
            unchanged,
            outboxRow(clock.now(), `run/${runId}/${waiting.taskToken}/answer`, {
              type: 'wake-workflow',
              taskToken: waiting.taskToken,
              output,
            }),
          ]
        : [unchanged, { put: { ...waitKey(runId), ...waiting, attempt } }],
    );
    if (result.ok) return;
  }
  throw stepError('StoreUnavailable', `run ${runId} keeps changing`);
}

/** The actor of what the workflow does by itself. */
export function stepActor(step: string): Actor {
  return { kind: 'system', id: `payment-run/${step}` };
}
