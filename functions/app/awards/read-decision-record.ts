import { sealedDecisionSchema } from '../../contracts/store/sealed-records.ts';
import { recompute } from '../../domain/policy/decide.ts';
import type { DecisionRecord } from '../../domain/policy/decision-record.ts';
import type { CompiledPolicy } from '../../domain/policy/compile-policy.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { areaCode } from '../../domain/review/area.ts';
import { openDecision } from '../claims/claim-parts.ts';
import { recordHash } from '../claims/decide-claim.ts';
import type { FindClaimProblem, PermitFor } from '../claims/find-claim.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import { asJson } from '../subjects/as-json.ts';
import { openPart } from '../subjects/sealed-parts.ts';
import { type AwardHead, awardPart, readAwardHead } from './award-head.ts';

export interface ReadDecisionRecordInput {
  readonly awardId: string;
  /** A period the award was decided anew for; the decision it rests on when left out. */
  readonly period?: string | undefined;
  readonly permitFor: PermitFor;
}

export interface ReplayedDecision {
  readonly awardId: string;
  readonly recordHash: string;
  /** Whether the same policy and facts give the same record today (invariants.md 14). */
  readonly recomputes: boolean;
  readonly record: DecisionRecord;
}

export interface ReadDecisionRecordDeps {
  readonly table: Table;
  readonly envelopes: Envelopes;
  readonly policies: PolicyBook<CompiledPolicy>;
}

/** Why an award pays what it pays, and the proof of it: the record is decided once more from its own facts. */
export function createReadDecisionRecord(
  deps: ReadDecisionRecordDeps,
): (input: ReadDecisionRecordInput) => Promise<Result<ReplayedDecision, FindClaimProblem>> {
  return async ({ awardId, period, permitFor }) => {
    const head = await readAwardHead(deps.table, awardId);
    if (!head) return err({ kind: 'not-found' });
    const permit = permitFor({ areaCode: areaCode(head.areaCode), claimId: head.claimId });
    if (!permit.ok) return err({ kind: 'refused', refusal: permit.error });
    const record = await openRecord(deps, head, period);
    if (!record) return err({ kind: 'not-found' });
    const hash = recordHash(asJson(record));
    const asAwarded = period !== undefined || hash === head.recordHash;
    return ok({ awardId, recordHash: hash, recomputes: asAwarded && replays(deps, record, hash), record });
  };
}

/** A recurring award keeps a record for each period it was decided anew for; its claim's decision comes before them. */
async function openRecord(
  { table, envelopes }: ReadDecisionRecordDeps,
  { awardId, claimId, period: first }: AwardHead,
  period: string | undefined,
): Promise<DecisionRecord | undefined> {
  if (period !== undefined) {
    const part = await openPart(table, envelopes, awardPart(awardId, `decision-${period}`));
    if (part !== undefined) return sealedDecisionSchema.parse(part);
    if (period !== first) return undefined;
  }
  return openDecision(table, envelopes, claimId);
}

function replays({ policies }: ReadDecisionRecordDeps, record: DecisionRecord, hash: string): boolean {
  const policy = policies.byVersion(record.programme, record.policyVersion);
  if (policy?.hash !== record.policyHash) return false;
  return recordHash(asJson(recompute(record, policy))) === hash;
}
