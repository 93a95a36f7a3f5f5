import { type ClaimEvent, type ClaimState, claimLifecycle } from '../../domain/claims/claim-lifecycle.ts';
import { noEvidence } from '../../domain/policy/evidence.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Finding } from '../../domain/policy/decision-record.ts';
import type { CompiledPolicy } from '../../domain/policy/compile-policy.ts';
import type { Json } from '../../domain/audit/canonical-json.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { chainStep, offices, stepBefore } from '../../domain/review/chain.ts';
import { type Duty, mayTakeDuty } from '../../domain/review/separation.ts';
import type { WorkingCalendar } from '../../domain/time/working-days.ts';
import type { NoticeName } from '../../contracts/notices.ts';
import type { FieldProblem } from '../../contracts/problem.ts';
import { type ClaimChange, type ClaimHead, noted, readClaimHead, transition } from '../claims/claim-head.ts';
import { claimPart, openContent, openEvidence } from '../claims/claim-parts.ts';
import { claimSubject, dutiesTaken, withDuty } from '../claims/claim-subject.ts';
import { type ChangedClaim, commitChange, repeatedAnswer } from '../claims/commit-change.ts';
import { decideClaim } from '../claims/decide-claim.ts';
import { arriveAt } from '../claims/enter-state.ts';
import { isOfOwnFamily } from '../claims/family.ts';
import { claimNotice } from '../claims/notice.ts';
import type { FindClaimProblem, PermitFor } from '../claims/find-claim.ts';
import { policyOf } from '../claims/policy-of.ts';
import { subjectsOf } from '../claims/whom-it-concerns.ts';
import { giveBackLock, lockIsTaken, takeLock } from '../claims/uniqueness-lock.ts';
import type { IdempotencyKey } from '../idempotency/idempotency.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Action, Table } from '../store/ports.ts';
import { sealPart } from '../subjects/sealed-parts.ts';
import { countDecision } from './decided-tasks.ts';
import { parseTaskId } from './task-id.ts';

export interface DecideTaskInput {
  readonly taskId: string;
  /** Whether the caller may decide at this stage, in this area and state. */
  readonly permitFor: PermitFor;
  readonly outcome: 'approve' | 'return' | 'reject';
  /** In the decider's words, kept sealed: it may name people. */
  readonly reason: string;
  /** What the decider was shown. */
  readonly payloadHash: string;
  readonly findings?: readonly Finding[] | undefined;
  /** The decider is related or otherwise concerned, and leaves the task to somebody else. */
  readonly conflictDeclared?: boolean | undefined;
  readonly idempotency?: IdempotencyKey | undefined;
}

export type DecideTaskProblem =
  | FindClaimProblem
  /** The claim changed since the task arose, or since the decider saw it; or it is decided already. */
  | { readonly kind: 'changed-since' }
  | { readonly kind: 'took-part' }
  /** The decider, or their spouse, parent or child, is of the claim. */
  | { readonly kind: 'own-family' }
  /** The decider only stands in for somebody who may not decide it either. */
  | { readonly kind: 'absent-barred' }
  /** The applicant may still answer; nothing is rejected before. */
  | { readonly kind: 'hearing-open'; readonly parameters: { readonly until: string } }
  /** The rules say no: only a register's or the applicant's new answer changes that, not a decision. */
  | { readonly kind: 'rules-not-met' }
  /** Another claim of the same person, whose identity is confirmed, stands in the way. */
  | { readonly kind: 'duplicate-claim' }
  | { readonly kind: 'idempotency-key-reused' }
  | { readonly kind: 'invalid-request'; readonly errors: readonly FieldProblem[] };

export interface DecideTaskDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly policies: PolicyBook<CompiledPolicy>;
  readonly calendar: WorkingCalendar;
}

export type DecideTask = (input: DecideTaskInput) => Promise<Result<ChangedClaim, DecideTaskProblem>>;

/**
 * Decides a claim's open task. One conditional transaction holds the decision, the claim's next state and, where the
 * workflow is to go on, its wake-up, and the report's count of it; a claim changed meanwhile makes it fail, so of two
 * deciders one wins.
 */
export function createDecideTask(deps: DecideTaskDeps): DecideTask {
  const { table, clock, envelopes, policies, calendar } = deps;
  return async (input) => {
    const repeated = await repeatedAnswer(table, input.idempotency);
    if (repeated) return repeated;
    const task = parseTaskId(input.taskId);
    const head = task && (await readClaimHead(table, task.claimId));
    if (!task || !head) return err({ kind: 'not-found' });
    const open = head.task;
    const permit = input.permitFor(claimSubject(head));
    if (!permit.ok) {
      const decidedSince = open?.version !== task.version && wasForOfficeOf(input, head);
      return err(decidedSince ? { kind: 'changed-since' } : { kind: 'refused', refusal: permit.error });
    }
    if (open?.version !== task.version || open.payloadHash !== input.payloadHash) {
      return err({ kind: 'changed-since' });
    }
    const { actor } = permit.value;
    const duty: Duty = `review:${open.stage}`;
    if (!mayTakeDuty(actor, duty, dutiesTaken(head)).ok) return err({ kind: 'took-part' });
    if (!input.conflictDeclared && (await isOfOwnFamily(table, actor, head.claimId))) {
      return err({ kind: 'own-family' });
    }
    const standsInFor = await standsIn(table, permit.value.deputyFor, duty, head);
    if (!standsInFor.ok) return standsInFor;

    const now = { today: clock.today(), at: clock.now(), calendar };
    if (input.conflictDeclared) {
      // The task stays as it is; only this person may no longer decide it.
      return commit(
        input,
        noted(head, 'conflict-declared', withDuty(head, 'conflict', actor), { actor, at: now.at }),
        [],
      );
    }
    const policy = policyOf(policies, head);
    const move = await moveOf(deps, input, head, policy, now.today);
    if (!move.ok) return move;
    const { event, state, position, changes, actions, detail, notice } = move.value;
    const after = { ...head, decisions: head.decisions + 1, ...withDuty(head, duty, actor), ...changes };
    const note = await sealPart(envelopes, claimPart(head.claimId, `note-${head.version + 1}`), input.reason);
    const change = transition(
      head,
      event,
      state,
      { ...after, ...arriveAt(after, state, position, policy.policy, now) },
      { actor, at: now.at },
      {
        stage: open.stage,
        outcome: input.outcome,
        payloadHash: input.payloadHash,
        reason: note.commitment,
        ...(standsInFor.value === undefined ? {} : { deputyFor: standsInFor.value }),
        ...detail,
      },
    );
    if (!change.ok) return err({ kind: 'changed-since' });
    const told = notice === undefined ? [] : [claimNotice(change.value.head, notice, now.at)];
    const counted = countDecision(head, open, now.today, calendar);
    return commit(input, change.value, [...actions, note.action, counted, ...told]);
  };

  async function commit(
    { idempotency }: DecideTaskInput,
    change: ClaimChange,
    more: readonly Action[],
  ): Promise<Result<ChangedClaim, DecideTaskProblem>> {
    const written = await commitChange(deps, change, more, idempotency);
    if (written.ok || written.error.kind !== 'changed-since') return written;
    const { actions, cancelled } = written.error;
    return err({ kind: lockIsTaken(actions, cancelled) ? 'duplicate-claim' : 'changed-since' });
  }
}

/**
 * For whom a deputy decides, undefined for who decides as themselves. Whoever is absent hands on no more than they may
 * do: not a second stage of a claim, nor one of their own family.
 */
async function standsIn(
  table: Table,
  absent: readonly string[] | undefined,
  duty: Duty,
  head: ClaimHead,
): Promise<Result<string | undefined, { readonly kind: 'absent-barred' }>> {
  if (absent === undefined) return ok(undefined);
  for (const id of absent) {
    const actor = { kind: 'staff', id } as const;
    const mayThemselves =
      mayTakeDuty(actor, duty, dutiesTaken(head)).ok && !(await isOfOwnFamily(table, actor, head.claimId));
    if (mayThemselves) return ok(id);
  }
  return err({ kind: 'absent-barred' });
}

/**
 * Whether a task that is no longer open may have been the caller's: somebody decided it before them, and the claim is
 * at another desk by now. Which desk it was at is not kept, so any that they hold in the area will do.
 */
function wasForOfficeOf({ permitFor }: DecideTaskInput, head: ClaimHead): boolean {
  const { areaCode } = claimSubject(head);
  const events = Object.keys(claimLifecycle.review);
  return offices.some((stage) => permitFor({ areaCode, events, stage }).ok);
}

/** Where a decision leads a claim, and what else is written with it. */
interface Move {
  readonly event: ClaimEvent;
  readonly state: ClaimState;
  readonly position: number;
  readonly changes: Partial<ClaimHead>;
  readonly actions: readonly Action[];
  /** What the audit entry says beside who decided what. */
  readonly detail: { readonly [name: string]: Json };
  /** The notice the applicant gets. */
  readonly notice?: NoticeName;
}

async function moveOf(
  deps: DecideTaskDeps,
  input: DecideTaskInput,
  head: ClaimHead,
  policy: CompiledPolicy,
  today: CalendarDate,
): Promise<Result<Move, DecideTaskProblem>> {
  switch (head.state) {
    case 'review':
      return ok(reviewMove(input, head, policy));
    case 'manual':
      return manualMove(deps, input, head, policy);
    case 'proposed-rejection':
      return rejectionMove(input, head, today);
    default:
      return err({ kind: 'changed-since' });
  }
}

function reviewMove({ outcome }: DecideTaskInput, head: ClaimHead, { policy }: CompiledPolicy): Move {
  const { position } = head;
  if (outcome === 'reject') {
    return move('reject', 'proposed-rejection', position, { notice: 'rejection-proposed' });
  }
  if (outcome === 'return') {
    const before = stepBefore(policy.reviewChain, position);
    return before?.state === 'review'
      ? move('return', 'review', before.position)
      : move('return', 'awaiting-applicant', position, { notice: 'answer-needed' });
  }
  // Whoever approves first has seen who the claimant is; from then on the claim holds the person's place.
  const confirming = head.identityConfirmed
    ? {}
    : { changes: { identityConfirmed: true }, actions: [takeLock(head)] };
  const step = chainStep(policy.reviewChain, position + 1);
  return step.state === 'approved'
    ? move('approve', 'awaiting-funds', position, confirming)
    : move('approve', step.state, step.position, confirming);
}

async function manualMove(
  { table, envelopes }: DecideTaskDeps,
  input: DecideTaskInput,
  head: ClaimHead,
  policy: CompiledPolicy,
): Promise<Result<Move, DecideTaskProblem>> {
  if (input.outcome === 'return') {
    return ok(move('ask', 'awaiting-applicant', head.position, { notice: 'answer-needed' }));
  }
  const open = new Set(head.decision?.unknown);
  const findings = input.findings ?? [];
  const known = new Set(findings.map(({ code }) => code));
  const errors: FieldProblem[] = findings.flatMap(({ code }, at): FieldProblem[] => {
    const pointer = `/findings/${String(at)}/code`;
    if (!open.has(code)) return [{ pointer, code: 'not-asked-for' }];
    // Two findings of one condition may say two things, and only one would count.
    return findings.findIndex((finding) => finding.code === code) < at
      ? [{ pointer, code: 'duplicate-member' }]
      : [];
  });
  if ([...open].some((code) => !known.has(code))) errors.push({ pointer: '/findings', code: 'missing' });
  if (errors.length > 0) return err({ kind: 'invalid-request', errors });

  const evidence =
    (await openEvidence(table, envelopes, head)) ??
    noEvidence(subjectsOf(await openContent(table, envelopes, head.claimId), policy));
  const { record, decision } = decideClaim(policy, head, evidence, findings);
  const sealed = await sealPart(envelopes, claimPart(head.claimId, 'decision'), record);
  const detail = { record: decision.recordHash, sealed: sealed.commitment };
  const more = { changes: { decision }, actions: [sealed.action], detail };
  if (decision.outcome === 'met' && input.outcome === 'approve') {
    return ok(move('findings-met', 'review', 0, more));
  }
  if (decision.outcome === 'failed' && input.outcome === 'reject') {
    return ok(move('findings-failed', 'proposed-rejection', 0, { ...more, notice: 'rejection-proposed' }));
  }
  // What was found and what was decided contradict each other.
  return err({ kind: 'invalid-request', errors: [{ pointer: '/outcome', code: 'not-valid' }] });
}

function rejectionMove(
  { outcome }: DecideTaskInput,
  head: ClaimHead,
  today: CalendarDate,
): Result<Move, DecideTaskProblem> {
  if (outcome === 'return') {
    return err({ kind: 'invalid-request', errors: [{ pointer: '/outcome', code: 'not-one-of' }] });
  }
  if (outcome === 'approve') {
    if (head.decision?.outcome !== 'met') return err({ kind: 'rules-not-met' });
    return ok(move('overturn', 'review', 0, { changes: { decisions: 0 } }));
  }
  const until = head.hearingUntil;
  if (until !== undefined && today <= until) return err({ kind: 'hearing-open', parameters: { until } });
  const actions = head.identityConfirmed ? [giveBackLock(head)] : [];
  // A claim that came back from an appeal is rejected anew, and may be appealed anew.
  const changes = { appealId: undefined };
  return ok(move('confirm', 'rejected', head.position, { changes, actions, notice: 'rejected' }));
}

function move(
  event: ClaimEvent,
  state: ClaimState,
  position: number,
  more: Partial<Pick<Move, 'changes' | 'actions' | 'detail' | 'notice'>> = {},
): Move {
  return { changes: {}, actions: [], detail: {}, ...more, event, state, position };
}
