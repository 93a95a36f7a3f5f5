import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { areaCode } from '../../domain/review/area.ts';
import { next } from '../../domain/lifecycle/lifecycle.ts';
import {
  type ObjectionEvent,
  type ObjectionState,
  objectionEvents,
  objectionLifecycle,
  objectionStates,
} from '../../domain/review/objection-lifecycle.ts';
import type { Duty } from '../../domain/review/separation.ts';
import { daysBetween, plusDays } from '../../domain/time/calendar-date.ts';
import { type WorkingCalendar, plusWorkingDays } from '../../domain/time/working-days.ts';
import { barredFrom } from '../claims/barred.ts';
import {
  type ClaimChange,
  type ClaimHead,
  type ClaimMoment,
  noted,
  readClaimHead,
  transition,
} from '../claims/claim-head.ts';
import { withDuty } from '../claims/claim-subject.ts';
import type { FindClaimProblem, PermitFor } from '../claims/find-claim.ts';
import { wakeFor } from '../claims/wake.ts';
import { type KeyReused, answerOnce } from '../idempotency/answer-once.ts';
import { type IdempotencyKey, idempotencyRow } from '../idempotency/idempotency.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import { reasonPart } from '../review/decided-steps.ts';
import type { Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { asJson } from '../subjects/as-json.ts';
import { changeSubject } from '../subjects/change.ts';
import { sealPart } from '../subjects/sealed-parts.ts';
import { type ObjectionHead, objectionAttributes, readObjectionHead } from './objection-head.ts';

export interface DecideObjectionInput {
  readonly objectionId: string;
  readonly permitFor: PermitFor;
  readonly outcome: ObjectionEvent;
  readonly reason: string;
  readonly idempotency?: IdempotencyKey | undefined;
}

export type DecideObjectionProblem =
  | FindClaimProblem
  | { readonly kind: 'wrong-state' }
  | { readonly kind: 'took-part' }
  | { readonly kind: 'own-family' }
  | { readonly kind: 'changed-since' }
  | KeyReused;

export interface DecideObjectionDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly policies: PolicyBook;
  readonly calendar: WorkingCalendar;
}

export interface DecidedObjection {
  readonly objectionId: string;
  readonly status: ObjectionState;
}

export type DecideObjection = (
  input: DecideObjectionInput,
) => Promise<Result<DecidedObjection, DecideObjectionProblem>>;

const decideWithinWorkingDays = 10;

/** Whoever sorts and decides objections to a claim takes no other part in it. */
export const objectionDuty: Duty = 'review:objection';

/**
 * Sorts and decides an objection. Admitted, it stops the posting's clock; dismissed, the posting goes on for the days it
 * had left; upheld, the claim is verified anew, and the review before it is void.
 */
export function createDecideObjection(deps: DecideObjectionDeps): DecideObjection {
  const { table, clock, envelopes, calendar } = deps;
  return (input) =>
    answerOnce(
      table,
      input.idempotency,
      ({ objectionId, status }) => {
        const state = objectionStates.find((known) => known === status);
        return typeof objectionId === 'string' && state ? { objectionId, status: state } : undefined;
      },
      () => decide(input),
    );

  async function decide({
    objectionId,
    permitFor,
    outcome,
    reason,
    idempotency,
  }: DecideObjectionInput): ReturnType<DecideObjection> {
    const objection = await readObjectionHead(table, objectionId);
    const claim = objection && (await readClaimHead(table, objection.claimId));
    if (!objection || !claim) return err({ kind: 'not-found' });
    const permit = permitFor({
      areaCode: areaCode(objection.areaCode),
      events: Object.keys(objectionLifecycle[objection.state]),
    });
    if (!permit.ok) return err({ kind: 'refused', refusal: permit.error });
    const { actor } = permit.value;
    const bar = await barredFrom(table, claim, objectionDuty, actor);
    if (bar) return err({ kind: bar });
    const state = next(objectionLifecycle, objection.state, outcome);
    if (!state.ok) return err({ kind: 'wrong-state' });

    const at = clock.now();
    const change = claimAfter(deps, claim, objection, outcome, { actor, at });
    if (!change) return err({ kind: 'wrong-state' });
    const sealed = await sealPart(
      envelopes,
      reasonPart('objection', objectionId, objection.version + 1),
      asJson(reason),
    );
    const { version, auditHash, ...head } = objection;
    const decided = changeSubject(
      { version, auditHash },
      {
        subjectKind: 'objection',
        subjectId: objectionId,
        at,
        actor,
        event: outcome,
        from: objection.state,
        to: state.value,
        detail: { reason: sealed.commitment },
      },
      objectionAttributes({
        ...head,
        state: state.value,
        ...(outcome === 'admit'
          ? { dueOn: plusWorkingDays(clock.today(), decideWithinWorkingDays, calendar) }
          : {}),
      }),
    );
    const answer = { objectionId, status: state.value };
    const written = await transact(table, [
      ...(idempotency ? [idempotencyRow(idempotency, answer)] : []),
      ...change.actions,
      ...decided.actions,
      sealed.action,
      ...(await wakeFor(table, change.head, at)),
    ]);
    return written.ok ? ok(answer) : err({ kind: 'changed-since' });
  }
}

/** What can be decided of an objection as it and its claim now stand. */
export function objectionOutcomes(
  deps: Pick<DecideObjectionDeps, 'clock'>,
  claim: ClaimHead,
  objection: ObjectionHead,
  moment: ClaimMoment,
): readonly ObjectionEvent[] {
  return objectionEvents.filter(
    (outcome) =>
      next(objectionLifecycle, objection.state, outcome).ok &&
      claimAfter(deps, claim, objection, outcome, moment) !== undefined,
  );
}

/** What the decision does to the claim; undefined when the claim has moved on and there is nothing left to object to. */
function claimAfter(
  { clock }: Pick<DecideObjectionDeps, 'clock'>,
  claim: ClaimHead,
  objection: ObjectionHead,
  outcome: ObjectionEvent,
  moment: ClaimMoment,
): ClaimChange | undefined {
  const today = clock.today();
  const duty = withDuty(claim, 'review:objection', moment.actor);
  const detail = { objectionId: objection.objectionId };
  const admitted = claim.admittedObjections ?? 0;
  if (outcome === 'admit') {
    const more = { ...duty, admittedObjections: admitted + 1 };
    if (claim.state === 'objected') return noted(claim, 'objection-admitted', more, moment, detail);
    const daysLeft = claim.dueOn === undefined ? 0 : Math.max(0, daysBetween(today, claim.dueOn));
    const stopped = { ...more, dueOn: undefined, postingDaysLeft: daysLeft };
    const change = transition(claim, 'objection', undefined, stopped, moment, detail);
    return change.ok ? change.value : undefined;
  }
  const left = objection.state === 'admitted' ? admitted - 1 : admitted;
  const sorted = { ...duty, openObjections: claim.openObjections - 1, admittedObjections: left };
  if (outcome === 'uphold') {
    const again = {
      ...sorted,
      verification: claim.verification + 1,
      decisions: 0,
      postingDaysLeft: undefined,
    };
    const change = transition(claim, 'upheld', undefined, again, moment, detail);
    return change.ok ? change.value : undefined;
  }
  if (claim.state !== 'objected' || left > 0) {
    return noted(claim, 'objection-dismissed', sorted, moment, detail);
  }
  // The last one that stopped the clock: the posting goes on, and does not end before every other is sorted.
  const resumed = {
    ...sorted,
    dueOn: plusDays(today, claim.postingDaysLeft ?? 0),
    postingDaysLeft: undefined,
  };
  const change = transition(claim, 'dismissed', undefined, resumed, moment, detail);
  return change.ok ? change.value : undefined;
}
