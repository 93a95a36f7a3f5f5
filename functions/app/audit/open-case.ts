import type { Actor } from '../../domain/audit/actor.ts';
import { type MaskedRecord, maskRecord } from '../../domain/policy/masked-record.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { Language } from '../../contracts/language.ts';
import { type AwardView, createReadAward } from '../awards/read-award.ts';
import { openDecision } from '../claims/claim-parts.ts';
import { isOfOwnFamily } from '../claims/family.ts';
import { type FindClaimProblem, type PermitFor, findPermittedClaim } from '../claims/find-claim.ts';
import { type ClaimView, type ReadClaimDeps, createReadClaim } from '../claims/read-claim.ts';
import { type KeyReused, answerOnce } from '../idempotency/answer-once.ts';
import { type IdempotencyKey, idempotencyRow } from '../idempotency/idempotency.ts';
import { paymentsOfAward } from '../payments/payments-of-award.ts';
import type { PaymentView } from '../payments/read-payment.ts';
import type { Ids } from '../ports/ids.ts';
import { type Reading, readingsOf } from '../review/readings.ts';
import type { Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { changeSubject, subjectPk } from '../subjects/change.ts';
import { readChain } from '../subjects/read-chain.ts';

export interface OpenCaseInput {
  readonly reference: string;
  /** Why it is read: stands in the audit, so it names nobody. */
  readonly purpose: string;
  readonly permitFor: PermitFor;
  readonly language: Language;
  readonly idempotency?: IdempotencyKey | undefined;
}

export type OpenCaseProblem =
  | FindClaimProblem
  | KeyReused
  | { readonly kind: 'changed-since' }
  /** Nobody audits what concerns themselves or their family. */
  | { readonly kind: 'own-family' };

/** Everything of one case, with no name, number or account in the clear. */
export interface OpenedCase {
  /** The subject of the audit entry that says who read it, and why. */
  readonly readingId: string;
  readonly claim: ClaimView;
  /** What the rules made of the registers' answers; absent before it was assessed. */
  readonly record?: MaskedRecord;
  readonly award?: AwardView;
  readonly payments: readonly PaymentView[];
  /** Each step of the claim, then of its award, and who took it. */
  readonly history: readonly CaseStep[];
  /** Who opened the claim and its papers to review it. */
  readonly readings: readonly Reading[];
}

export interface CaseStep {
  readonly subjectKind: 'claim' | 'award';
  readonly seq: number;
  readonly at: string;
  readonly event: string;
  readonly from?: string;
  readonly to?: string;
  readonly actor: Actor;
  /** The absent reviewer in whose place the actor decided. */
  readonly deputyFor?: string;
}

export type OpenCaseDeps = ReadClaimDeps & { readonly ids: Ids };

/**
 * Opens a case to an auditor. That it was read is on disk and in the audit before anything of it is shown: a reading
 * is a subject of its own, since a claim that grew a version by being read would go stale under its reviewer.
 */
export function createOpenCase(
  deps: OpenCaseDeps,
): (input: OpenCaseInput) => Promise<Result<OpenedCase, OpenCaseProblem>> {
  const { table, envelopes } = deps;
  const readClaim = createReadClaim(deps);
  const readAward = createReadAward(deps);
  return async ({ reference, purpose, permitFor, language, idempotency }) => {
    const found = await findPermittedClaim(table, reference, permitFor);
    if (!found.ok) return found;
    const { head, permit } = found.value;
    const { claimId, awardId } = head;
    if (await isOfOwnFamily(table, permit.actor, claimId)) return err({ kind: 'own-family' });
    const reading = await noteReading(deps, { claimId, purpose, actor: permit.actor, idempotency });
    if (!reading.ok) return reading;

    const claim = await readClaim({ reference, permitFor, language });
    if (!claim.ok) return claim;
    const award = awardId === undefined ? undefined : await readAward({ awardId, permitFor });
    if (award && !award.ok) return award;
    const record = head.decision && (await openDecision(table, envelopes, claimId));
    const history = await Promise.all([
      stepsOf(table, 'claim', claimId),
      awardId === undefined ? [] : stepsOf(table, 'award', awardId),
    ]);
    return ok({
      readingId: reading.value.readingId,
      claim: claim.value,
      ...(record ? { record: maskRecord(record) } : {}),
      ...(award ? { award: award.value } : {}),
      payments: award ? await paymentsOfAward(table, award.value.head) : [],
      history: history.flat(),
      readings: await readingsOf(table, claimId),
    });
  };
}

/** Writes down who reads which case, and why; the same request sent again is the same reading. */
async function noteReading(
  { table, clock, ids }: OpenCaseDeps,
  {
    claimId,
    purpose,
    actor,
    idempotency,
  }: Pick<OpenCaseInput, 'purpose' | 'idempotency'> & { readonly claimId: string; readonly actor: Actor },
): Promise<Result<{ readonly readingId: string }, KeyReused | { readonly kind: 'changed-since' }>> {
  return answerOnce(
    table,
    idempotency,
    ({ readingId }) => (typeof readingId === 'string' ? { readingId } : undefined),
    async () => {
      const [readingId, at] = [ids.newId('case-reading'), clock.now()];
      const facts = {
        subjectKind: 'case-reading',
        subjectId: readingId,
        at,
        actor,
        event: 'read',
        detail: { claimId, purpose },
      };
      const written = await transact(table, [
        ...(idempotency ? [idempotencyRow(idempotency, { readingId })] : []),
        ...changeSubject(undefined, facts, { readingId, claimId }).actions,
      ]);
      return written.ok ? ok({ readingId }) : err({ kind: 'changed-since' } as const);
    },
  );
}

async function stepsOf(
  table: Table,
  subjectKind: CaseStep['subjectKind'],
  id: string,
): Promise<readonly CaseStep[]> {
  const entries = await Array.fromAsync(readChain(table, subjectPk(subjectKind, id)));
  return entries.map(({ seq, at, event, from, to, actor, detail }) => ({
    subjectKind,
    seq,
    at,
    event,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    actor,
    ...(typeof detail?.deputyFor === 'string' ? { deputyFor: detail.deputyFor } : {}),
  }));
}
