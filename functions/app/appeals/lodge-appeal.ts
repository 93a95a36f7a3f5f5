import type { FieldProblem } from '../../contracts/problem.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import { mayAppeal } from '../../domain/claims/holder-acts.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { type Bar, barredFrom } from '../claims/barred.ts';
import { type ClaimHead, noted } from '../claims/claim-head.ts';
import { withDuty } from '../claims/claim-subject.ts';
import { type FindClaimProblem, type PermitFor, findPermittedClaim } from '../claims/find-claim.ts';
import { claimNotice } from '../claims/notice.ts';
import { type KeyReused, answerOnce } from '../idempotency/answer-once.ts';
import { type IdempotencyKey, idempotencyRow } from '../idempotency/idempotency.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { changeSubject } from '../subjects/change.ts';
import { sealPart } from '../subjects/sealed-parts.ts';
import { appealAttributes, appealGrounds } from './appeal-head.ts';

export interface LodgeAppealInput {
  readonly reference: string;
  readonly permitFor: PermitFor;
  /** Why the decision is wrong, in the applicant's words: sealed. */
  readonly grounds: string;
  /** Where a clerk enters what came on paper: the date on it, and that it bears the claimant's signature. */
  readonly paper?: { readonly writtenOn: CalendarDate; readonly signed: boolean } | undefined;
  readonly idempotency?: IdempotencyKey | undefined;
}

export type LodgeAppealProblem =
  | FindClaimProblem
  | { readonly kind: 'wrong-state' }
  | { readonly kind: 'changed-since' }
  | KeyReused
  | PaperProblem;

/** What a clerk is refused for, beside what anybody is. */
type PaperProblem =
  { readonly kind: Bar } | { readonly kind: 'invalid-request'; readonly errors: readonly FieldProblem[] };

export interface LodgeAppealDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
}

export type LodgeAppeal = (
  input: LodgeAppealInput,
) => Promise<Result<{ readonly appealId: string; readonly status: 'lodged' }, LodgeAppealProblem>>;

/**
 * Takes an appeal in, within the window the policy gives; while it is open, the claim's window does not close. One
 * appeal a rejection: its id follows from the claim's version that was appealed against. Whoever enters one that came
 * on paper has taken in what the claimant says, as with a claim, and decides nothing of it (invariants.md 5).
 */
export function createLodgeAppeal(deps: LodgeAppealDeps): LodgeAppeal {
  const { table, clock, envelopes } = deps;
  return (input) =>
    answerOnce(
      table,
      input.idempotency,
      ({ appealId }) =>
        typeof appealId === 'string' ? ({ appealId, status: 'lodged' } as const) : undefined,
      () => lodge(input),
    );

  async function lodge({
    reference,
    permitFor,
    grounds,
    paper,
    idempotency,
  }: LodgeAppealInput): ReturnType<LodgeAppeal> {
    const found = await findPermittedClaim(table, reference, permitFor);
    if (!found.ok) return found;
    const { head, permit } = found.value;
    if (!mayAppeal(head, clock.today())) return err({ kind: 'wrong-state' });
    const entered = paper ? await entersPaper(head, permit.actor, paper.writtenOn) : ok();
    if (!entered.ok) return entered;

    const appealId = `${head.claimId.replace(/^claim-/, 'appeal-')}-${String(head.version)}`;
    const moment = { actor: permit.actor, at: clock.now() };
    const sealed = await sealPart(envelopes, appealGrounds(appealId), grounds);
    const duty = paper ? withDuty(head, 'intake', permit.actor) : {};
    const change = noted(head, 'appeal-lodged', { ...duty, appealId, dueOn: undefined }, moment, {
      appealId,
    });
    const appeal = changeSubject(
      undefined,
      {
        subjectKind: 'appeal',
        subjectId: appealId,
        ...moment,
        event: 'lodged',
        to: 'lodged',
        detail: { grounds: sealed.commitment, ...(paper ? { paper } : {}) },
      },
      appealAttributes({
        appealId,
        claimId: head.claimId,
        state: 'lodged',
        areaCode: head.areaCode,
        lodgedOn: clock.today(),
      }),
    );
    const written = await transact(table, [
      ...(idempotency ? [idempotencyRow(idempotency, { appealId })] : []),
      ...change.actions,
      ...appeal.actions,
      sealed.action,
      claimNotice(change.head, 'appeal-lodged', moment.at),
    ]);
    return written.ok ? ok({ appealId, status: 'lodged' }) : err({ kind: 'changed-since' });
  }

  async function entersPaper(
    head: ClaimHead,
    actor: Actor,
    writtenOn: CalendarDate,
  ): Promise<Result<void, PaperProblem>> {
    if (writtenOn > clock.today()) {
      return err({ kind: 'invalid-request', errors: [{ pointer: '/writtenOn', code: 'in-the-future' }] });
    }
    const bar = await barredFrom(table, head, 'intake', actor);
    return bar ? err({ kind: bar }) : ok();
  }
}
