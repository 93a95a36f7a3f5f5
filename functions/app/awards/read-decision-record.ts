import { sealedDecisionSchema } from '../../contracts/store/sealed-records.ts';
import { paymentIdOf } from '../../domain/payments/payment-id.ts';
import { recompute } from '../../domain/policy/decide.ts';
import type { DecisionRecord } from '../../domain/policy/decision-record.ts';
import { type MaskedRecord, maskRecord } from '../../domain/policy/masked-record.ts';
import type { CompiledPolicy } from '../../domain/policy/compile-policy.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { openDecision } from '../claims/claim-parts.ts';
import { recordHash } from '../claims/decide-claim.ts';
import { isOfOwnFamily } from '../claims/family.ts';
import type { FindClaimProblem, PermitFor } from '../claims/find-claim.ts';
import { policyOf } from '../claims/policy-of.ts';
import { payableKey } from '../payments/run-keys.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import { textAttribute } from '../store/text-attribute.ts';
import { asJson } from '../subjects/as-json.ts';
import { openPart } from '../subjects/sealed-parts.ts';
import { type AwardHead, awardPart, decidedKey } from './award-head.ts';
import { findPermittedAward } from './permitted-award.ts';

export interface ReadDecisionRecordInput {
  readonly awardId: string;
  /** A period it is paid for; the decision the award rests on when left out. */
  readonly period?: string | undefined;
  readonly permitFor: PermitFor;
}

export interface ReplayedDecision {
  readonly awardId: string;
  readonly recordHash: string;
  /** Whether the same policy and facts give the same record today (invariants.md 14). */
  readonly recomputes: boolean;
  /** Masked for who only audits: they read whole cases, and for a purpose (app/audit/open-case.ts). */
  readonly record: DecisionRecord | MaskedRecord;
}

export type ReadDecisionRecordProblem =
  | FindClaimProblem
  /** An auditor's own, or their family's. */
  | { readonly kind: 'own-family' };

export interface ReadDecisionRecordDeps {
  readonly table: Table;
  readonly envelopes: Envelopes;
  readonly policies: PolicyBook<CompiledPolicy>;
}

/** Why an award pays what it pays, and the proof of it: the record is decided once more from its own facts. */
export function createReadDecisionRecord(
  deps: ReadDecisionRecordDeps,
): (input: ReadDecisionRecordInput) => Promise<Result<ReplayedDecision, ReadDecisionRecordProblem>> {
  return async ({ awardId, period, permitFor }) => {
    const found = await findPermittedAward(deps.table, awardId, permitFor);
    if (!found.ok) return found;
    const { head, permit } = found.value;
    const onlyAudits = permit.roles.every((role) => role === 'auditor');
    if (onlyAudits && (await isOfOwnFamily(deps.table, permit.actor, head.claimId))) {
      return err({ kind: 'own-family' });
    }
    const wanted = await recordHashOf(deps, head, period);
    const record = wanted === undefined ? undefined : await openRecord(deps, head, wanted);
    if (!record) return err({ kind: 'not-found' });
    const hash = recordHash(asJson(record));
    return ok({
      awardId,
      recordHash: hash,
      recomputes: hash === wanted && replays(deps, record, hash),
      record: onlyAudits ? maskRecord(record) : record,
    });
  };
}

/**
 * Which record says what a period came to: that of the payment, once there is one; else the one made last for the
 * roll; and for the first period, until then, the one the award rests on.
 */
async function recordHashOf(
  { table, policies }: ReadDecisionRecordDeps,
  head: AwardHead,
  period: string | undefined,
): Promise<string | undefined> {
  if (period === undefined) return head.recordHash;
  const { awardId, programme, personIndex } = head;
  const { component } = policyOf(policies, head).policy;
  const paymentId = paymentIdOf({ programme, period, personIndex, component });
  const [paid, decided] = await table.getMany([payableKey(paymentId), decidedKey(awardId, period)]);
  if (paid?.awardId === awardId) return textAttribute(paid, 'decisionHash');
  if (decided) return textAttribute(decided, 'recordHash');
  return period === head.period ? head.recordHash : undefined;
}

async function openRecord(
  { table, envelopes }: ReadDecisionRecordDeps,
  { awardId, claimId, recordHash: first }: AwardHead,
  wanted: string,
): Promise<DecisionRecord | undefined> {
  if (wanted === first) return openDecision(table, envelopes, claimId);
  const part = await openPart(table, envelopes, awardPart(awardId, `decision-${wanted}`));
  return part === undefined ? undefined : sealedDecisionSchema.parse(part);
}

function replays({ policies }: ReadDecisionRecordDeps, record: DecisionRecord, hash: string): boolean {
  const policy = policies.byVersion(record.programme, record.policyVersion);
  if (policy?.hash !== record.policyHash) return false;
  return recordHash(asJson(recompute(record, policy))) === hash;
}
