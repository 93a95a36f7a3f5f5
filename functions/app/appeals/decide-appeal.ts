import { next } from '../../domain/lifecycle/lifecycle.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import {
  type AppealOutcome,
  type AppealState,
  appealLifecycle,
  appealOutcomes,
  appealStates,
} from '../../domain/review/appeal-lifecycle.ts';
import { areaCode } from '../../domain/review/area.ts';
import { plusDays } from '../../domain/time/calendar-date.ts';
import { barredFrom } from '../claims/barred.ts';
import {
  type ClaimHead,
  type ClaimMoment,
  appropriationOf,
  noted,
  readClaimHead,
  transition,
} from '../claims/claim-head.ts';
import { withDuty } from '../claims/claim-subject.ts';
import type { FindClaimProblem, PermitFor } from '../claims/find-claim.ts';
import { claimNotice } from '../claims/notice.ts';
import { policyOf } from '../claims/policy-of.ts';
import { startClaimWorkflow } from '../claims/start-claim-workflow.ts';
import { lockIsTaken, takeLock } from '../claims/uniqueness-lock.ts';
import { type KeyReused, answerOnce } from '../idempotency/answer-once.ts';
import { type IdempotencyKey, idempotencyRow } from '../idempotency/idempotency.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import { reasonPart } from '../review/decided-steps.ts';
import type { Action, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { changeSubject } from '../subjects/change.ts';
import { outboxRow } from '../outbox/outbox-row.ts';
import { sealPart } from '../subjects/sealed-parts.ts';
import { type AppealHead, appealAttributes, readAppealHead } from './appeal-head.ts';
import { countAppeal } from './decided-appeals.ts';

export interface DecideAppealInput {
  readonly appealId: string;
  readonly permitFor: PermitFor;
  readonly outcome: AppealOutcome;
  readonly reason: string;
  readonly idempotency?: IdempotencyKey | undefined;
}

export type DecideAppealProblem =
  | FindClaimProblem
  | { readonly kind: 'wrong-state' }
  | { readonly kind: 'took-part' }
  | { readonly kind: 'own-family' }
  | { readonly kind: 'rules-not-met' }
  | { readonly kind: 'duplicate-claim' }
  | { readonly kind: 'changed-since' }
  | KeyReused;

export interface DecideAppealDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly policies: PolicyBook;
}

export interface DecidedAppeal {
  readonly appealId: string;
  readonly status: AppealState;
}

export type DecideAppeal = (input: DecideAppealInput) => Promise<Result<DecidedAppeal, DecideAppealProblem>>;

/**
 * Assigns an appeal to whoever calls, if they took no part in the claim, and lets them decide it. Upheld, a claim that
 * the rules allow goes on to be paid; remitted, it is verified anew; dismissed, it is closed when a last window is over.
 */
export function createDecideAppeal(deps: DecideAppealDeps): DecideAppeal {
  const { table, clock, envelopes } = deps;
  return (input) =>
    answerOnce(
      table,
      input.idempotency,
      ({ appealId, status }) => {
        const state = appealStates.find((known) => known === status);
        return typeof appealId === 'string' && state ? { appealId, status: state } : undefined;
      },
      () => decide(input),
    );

  async function decide({
    appealId,
    permitFor,
    outcome,
    reason,
    idempotency,
  }: DecideAppealInput): ReturnType<DecideAppeal> {
    const appeal = await readAppealHead(table, appealId);
    const claim = appeal && (await readClaimHead(table, appeal.claimId));
    if (!appeal || !claim) return err({ kind: 'not-found' });
    const permit = permitFor({
      areaCode: areaCode(appeal.areaCode),
      events: Object.keys(appealLifecycle[appeal.state]),
    });
    if (!permit.ok) return err({ kind: 'refused', refusal: permit.error });
    const moment = { actor: permit.value.actor, at: clock.now() };
    const bar = await barredFrom(table, claim, 'appeal', moment.actor);
    if (bar) return err({ kind: bar });
    if (!isTheirs(appeal, outcome, moment)) return err({ kind: 'took-part' });
    const state = next(appealLifecycle, appeal.state, outcome);
    if (!state.ok) return err({ kind: 'wrong-state' });

    const effect = effectOn(deps, claim, outcome, moment);
    if (!effect.ok) return effect;
    const sealed = await sealPart(envelopes, reasonPart('appeal', appealId, appeal.version + 1), reason);
    const { version, auditHash, ...head } = appeal;
    const decided = changeSubject(
      { version, auditHash },
      {
        subjectKind: 'appeal',
        subjectId: appealId,
        ...moment,
        event: outcome,
        from: appeal.state,
        to: state.value,
        detail: { reason: sealed.commitment },
      },
      appealAttributes({ ...head, state: state.value, assignedTo: moment.actor.id }),
    );
    const answer = { appealId, status: state.value };
    const actions = [
      ...(idempotency ? [idempotencyRow(idempotency, answer)] : []),
      ...effect.value,
      ...decided.actions,
      sealed.action,
      ...(outcome === 'assign' ? [] : [countAppeal(appeal, clock.today())]),
    ];
    const written = await transact(table, actions);
    if (written.ok) return ok(answer);
    return err({ kind: lockIsTaken(actions, written.error) ? 'duplicate-claim' : 'changed-since' });
  }
}

/** Whoever an appeal is assigned to decides it; anybody else can only take one on that is nobody's yet. */
function isTheirs({ assignedTo }: AppealHead, outcome: AppealOutcome, { actor }: ClaimMoment): boolean {
  return outcome === 'assign' || assignedTo === actor.id;
}

/** What somebody can decide of an appeal as it and its claim now stand. */
export function appealOutcomesFor(
  deps: Pick<DecideAppealDeps, 'clock' | 'policies'>,
  claim: ClaimHead,
  appeal: AppealHead,
  moment: ClaimMoment,
): readonly AppealOutcome[] {
  return appealOutcomes.filter(
    (outcome) =>
      next(appealLifecycle, appeal.state, outcome).ok &&
      isTheirs(appeal, outcome, moment) &&
      effectOn(deps, claim, outcome, moment).ok,
  );
}

function effectOn(
  { clock, policies }: Pick<DecideAppealDeps, 'clock' | 'policies'>,
  claim: ClaimHead,
  outcome: AppealOutcome,
  moment: ClaimMoment,
): Result<readonly Action[], DecideAppealProblem> {
  const duty = withDuty(claim, 'appeal', moment.actor);
  switch (outcome) {
    case 'assign':
      return ok(noted(claim, 'appeal-assigned', duty, moment).actions);
    case 'dismiss': {
      const { deadlines } = policyOf(policies, claim).policy;
      const dueOn = plusDays(clock.today(), deadlines.appealDays);
      const change = noted(claim, 'appeal-dismissed', { ...duty, dueOn }, moment);
      return ok([...change.actions, claimNotice(change.head, 'appeal-dismissed', moment.at)]);
    }
    case 'uphold': {
      if (claim.decision?.outcome !== 'met') return err({ kind: 'rules-not-met' });
      const confirmed = { ...duty, identityConfirmed: true };
      const change = transition(claim, 'appeal-upheld', undefined, confirmed, moment);
      if (!change.ok) return err({ kind: 'wrong-state' });
      const { head, actions } = change.value;
      return ok([
        ...actions,
        takeLock(head),
        // The claim's execution ended with the rejection: the allocator is told directly.
        outboxRow(moment.at, `${head.claimId}#${String(head.version)}#allocate`, {
          type: 'allocate',
          appropriationId: appropriationOf(head),
          claimId: head.claimId,
        }),
        claimNotice(head, 'appeal-upheld', moment.at),
      ]);
    }
    case 'remit': {
      const again = {
        ...duty,
        verification: claim.verification + 1,
        execution: claim.execution + 1,
        decisions: 0,
        identityConfirmed: true,
      };
      const change = transition(claim, 'remitted', undefined, again, moment);
      if (!change.ok) return err({ kind: 'wrong-state' });
      const { head, actions } = change.value;
      return ok([
        ...actions,
        takeLock(head),
        startClaimWorkflow(head, moment.at),
        claimNotice(head, 'appeal-remitted', moment.at),
      ]);
    }
  }
}
