import type { Actor } from '../../domain/audit/actor.ts';
import type { Json } from '../../domain/audit/canonical-json.ts';
import { next } from '../../domain/lifecycle/lifecycle.ts';
import { type ExceptionEvent, exceptionLifecycle } from '../../domain/reconciliation/exception-lifecycle.ts';
import type { Settlement } from '../../domain/reconciliation/settlement.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { plusWorkingDays, type WorkingCalendar } from '../../domain/time/working-days.ts';
import { postingActions, shortageOf } from '../ledger/posting-actions.ts';
import { isAwardOfOwnFamily } from '../awards/own-family.ts';
import { advanceRun } from '../payments/advance-run.ts';
import { readPayable } from '../payments/payables.ts';
import { tookPartInRun } from '../payments/run-head.ts';
import type { Clock } from '../ports/clock.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Action, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { asJson } from '../subjects/as-json.ts';
import { askForAccountOf } from './ask-for-account.ts';
import { changeException, type ExceptionHead, readException } from './exceptions.ts';
import {
  planSettlement,
  type SettleDeps,
  type SettlementPlan,
  type SettlementRefusal,
} from './settle-exception.ts';

export interface HandleExceptionInput {
  readonly exceptionId: string;
  readonly event: ExceptionEvent;
  readonly actor: Actor;
  /** What is asked or proposed, and why: a code or a short text without personal data; needed to propose. */
  readonly resolution?: string;
  /** How it is to be settled; needed to propose. */
  readonly settlement?: Settlement;
}

export type HandleExceptionError =
  | { readonly kind: 'not-found' }
  | { readonly kind: 'wrong-state'; readonly state: ExceptionHead['state'] }
  | { readonly kind: 'incomplete-proposal'; readonly missing: 'resolution' | 'settlement' }
  /** Who proposed a settlement, or imported the message, does not approve it (invariants.md 5). */
  | { readonly kind: 'same-person' }
  /** Who prepared or released the run, or had a part in its claims, does not settle what came of it. */
  | { readonly kind: 'took-part' }
  | { readonly kind: 'own-family' }
  /** The budget that a settlement would take from does not hold as much. */
  | { readonly kind: 'available-short'; readonly share: string }
  | SettlementRefusal;

export interface HandleExceptionDeps extends SettleDeps {
  readonly clock: Clock;
  readonly calendar: WorkingCalendar;
}

/** A bank that was asked gets this long before the matter is raised. */
const answerWithinWorkingDays = 5;

const mostTries = 8;

/**
 * Moves an exception along: taken, asked about, proposed; and approved by another person, which books what was
 * proposed. A proposal that cannot be booked as things are is refused when it is made, and again when it is approved.
 */
export function createHandleException(deps: HandleExceptionDeps) {
  const { table, clock } = deps;
  return async (input: HandleExceptionInput): Promise<Result<ExceptionHead, HandleExceptionError>> => {
    const { exceptionId, event, actor } = input;
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const before = await readException(table, exceptionId);
      if (!before) return err({ kind: 'not-found' });
      if (isApprovedAlready(before, input)) return ok(await afterwards(deps, before));
      const moved = next(exceptionLifecycle, before.state, event);
      if (!moved.ok) return err({ kind: 'wrong-state', state: before.state });
      const refusal = await refusalOf(deps, before, input);
      if (refusal) return err(refusal);
      const moment = { actor, at: clock.now(), date: clock.today() };
      const settlement = event === 'propose' ? input.settlement : before.settlement;
      const plan =
        settlement && (event === 'propose' || event === 'approve')
          ? await planSettlement(deps, { ...before, ...proposalOf(input) }, settlement, moment)
          : undefined;
      if (plan?.ok === false) return plan;
      const after = { ...headAfter(deps, before, input, moment.date), state: moved.value };
      const change = changeException(before, after, {
        at: moment.at,
        actor,
        event,
        ...detailOf(input, before),
      });
      const booked = event === 'approve' ? plan?.value : undefined;
      // Told before it is booked, so that a crash forgets nothing: told again, it changes nothing.
      if (booked && settlement?.kind === 'return') {
        await askForAccountOf(deps, settlement.paymentId, before.code, actor);
      }
      const actions = actionsOf(change.actions, booked);
      const result = await transact(table, actions);
      if (result.ok) {
        await advanceAll(deps, booked?.runIds ?? []);
        return ok(change.head);
      }
      const short = shortageOf(actions, result.error);
      if (short) return err({ kind: 'available-short', share: short.share });
    }
    throw stepError('StoreUnavailable', `exception ${exceptionId} keeps changing`);
  };
}

function actionsOf(change: readonly Action[], plan: SettlementPlan | undefined): readonly Action[] {
  return plan ? [...change, ...plan.actions, ...postingActions(plan.transfers)] : change;
}

/** The same person approving again changes nothing, but finishes what a crash left undone. */
function isApprovedAlready(head: ExceptionHead, { event, actor }: HandleExceptionInput): boolean {
  return event === 'approve' && head.state === 'resolved' && head.approvedBy === actor.id;
}

async function afterwards(deps: HandleExceptionDeps, head: ExceptionHead): Promise<ExceptionHead> {
  await advanceAll(deps, head.runId === undefined ? [] : [head.runId]);
  return head;
}

async function advanceAll(deps: HandleExceptionDeps, runIds: readonly string[]): Promise<void> {
  for (const runId of runIds) await advanceRun(deps, runId);
}

async function refusalOf(
  { table }: HandleExceptionDeps,
  head: ExceptionHead,
  { event, actor, resolution, settlement }: HandleExceptionInput,
): Promise<HandleExceptionError | undefined> {
  if (event !== 'propose' && event !== 'approve') return undefined;
  if (event === 'propose' && resolution === undefined) {
    return { kind: 'incomplete-proposal', missing: 'resolution' };
  }
  if (event === 'propose' && settlement === undefined) {
    return { kind: 'incomplete-proposal', missing: 'settlement' };
  }
  if (actor.id === head.importedBy || (event === 'approve' && actor.id === head.proposedBy)) {
    return { kind: 'same-person' };
  }
  if (head.runId !== undefined && (await tookPartInRun(table, head.runId, actor)))
    return { kind: 'took-part' };
  return (await isAboutOwnFamily(table, head, actor)) ? { kind: 'own-family' } : undefined;
}

async function isAboutOwnFamily(table: Table, { paymentId }: ExceptionHead, actor: Actor): Promise<boolean> {
  const row = paymentId === undefined ? undefined : await readPayable(table, paymentId);
  return row !== undefined && isAwardOfOwnFamily(table, actor, row.awardId);
}

function proposalOf({ event, actor, resolution, settlement }: HandleExceptionInput): Partial<ExceptionHead> {
  if (event !== 'propose') return {};
  return {
    proposedBy: actor.id,
    ...(resolution === undefined ? {} : { resolution }),
    ...(settlement === undefined ? {} : { settlement }),
  };
}

function headAfter(
  { calendar }: HandleExceptionDeps,
  before: ExceptionHead,
  input: HandleExceptionInput,
  today: CalendarDate,
): Omit<ExceptionHead, 'version' | 'auditHash' | 'state'> {
  const { version: _version, auditHash: _auditHash, state: _state, dueOn: _dueOn, ...facts } = before;
  const { event, actor } = input;
  const whole = { ...facts, ...proposalOf(input) };
  switch (event) {
    case 'take':
      return { ...whole, handledBy: actor.id };
    case 'ask':
      return { ...whole, dueOn: plusWorkingDays(today, answerWithinWorkingDays, calendar) };
    case 'overdue':
      return { ...whole, escalation: before.escalation + 1 };
    case 'approve': {
      const { suspense: _suspense, ...settled } = whole;
      return { ...settled, approvedBy: actor.id };
    }
    default:
      return whole;
  }
}

function detailOf(
  { event, resolution, settlement }: HandleExceptionInput,
  before: ExceptionHead,
): { readonly detail?: { readonly [name: string]: Json } } {
  const approved = event === 'approve' ? before.settlement : settlement;
  if (resolution === undefined && approved === undefined) return {};
  return {
    detail: {
      ...(resolution === undefined ? {} : { resolution }),
      ...(approved === undefined ? {} : { settlement: asJson(approved) }),
    },
  };
}
