import { type StoredAppealHead, appealHeadSchema } from '../../contracts/store/appeal-head.ts';
import { mayAppeal } from '../../domain/claims/holder-acts.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { noted } from '../claims/claim-head.ts';
import { type FindClaimProblem, type PermitFor, findPermittedClaim } from '../claims/find-claim.ts';
import { claimNotice } from '../claims/notice.ts';
import { type KeyReused, answerOnce } from '../idempotency/answer-once.ts';
import { type IdempotencyKey, idempotencyRow } from '../idempotency/idempotency.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { changeSubject, subjectPk } from '../subjects/change.ts';
import { sealPart } from '../subjects/sealed-parts.ts';

export type AppealHead = StoredAppealHead;

export interface LodgeAppealInput {
  readonly reference: string;
  readonly permitFor: PermitFor;
  /** Why the decision is wrong, in the applicant's words: sealed. */
  readonly grounds: string;
  readonly idempotency?: IdempotencyKey | undefined;
}

export type LodgeAppealProblem =
  FindClaimProblem | { readonly kind: 'wrong-state' } | { readonly kind: 'changed-since' } | KeyReused;

export interface LodgeAppealDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
}

export type LodgeAppeal = (
  input: LodgeAppealInput,
) => Promise<Result<{ readonly appealId: string; readonly status: 'lodged' }, LodgeAppealProblem>>;

export async function readAppeal(table: Table, appealId: string): Promise<AppealHead | undefined> {
  const item = await table.get({ pk: subjectPk('appeal', appealId), sk: 'HEAD' });
  return item && appealHeadSchema.parse(item);
}

/**
 * Takes an appeal in, within the window the policy gives; while it is open, the claim's window does not close. One
 * appeal a rejection: its id follows from the claim's version that was appealed against.
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
    idempotency,
  }: LodgeAppealInput): ReturnType<LodgeAppeal> {
    const found = await findPermittedClaim(table, reference, permitFor);
    if (!found.ok) return found;
    const { head, permit } = found.value;
    if (!mayAppeal(head, clock.today())) return err({ kind: 'wrong-state' });

    const appealId = `${head.claimId.replace(/^claim-/, 'appeal-')}-${String(head.version)}`;
    const moment = { actor: permit.actor, at: clock.now() };
    const sealed = await sealPart(envelopes, { kind: 'appeal', id: appealId, part: 'grounds' }, grounds);
    const change = noted(head, 'appeal-lodged', { appealId, dueOn: undefined }, moment, { appealId });
    const appeal = changeSubject(
      undefined,
      {
        subjectKind: 'appeal',
        subjectId: appealId,
        ...moment,
        event: 'lodged',
        to: 'lodged',
        detail: { grounds: sealed.commitment },
      },
      { appealId, claimId: head.claimId, state: 'lodged', areaCode: head.areaCode, lodgedOn: clock.today() },
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
}
