import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../domain/audit/canonical-json.ts';
import { type CompiledPolicy } from '../../domain/policy/compile-policy.ts';
import { decide } from '../../domain/policy/decide.ts';
import type { DecisionRecord, Finding } from '../../domain/policy/decision-record.ts';
import type { Evidence } from '../../domain/policy/evidence.ts';
import { periodFor } from '../../domain/policy/claim-period.ts';
import { type Period, periodOf } from '../../domain/time/period.ts';
import { plusDays } from '../../domain/time/calendar-date.ts';
import { asJson } from '../subjects/as-json.ts';
import type { ClaimHead } from './claim-head.ts';

/** Hex SHA-256 of a decision record's canonical JSON: what tasks, awards and payments refer to it by. */
export function recordHash(record: Json): string {
  return createHash('sha256').update(canonicalJson(record)).digest('hex');
}

/** Lets the policy decide a claim; the record is to be sealed, the decision stands in the claim's head. */
export function decideClaim(
  policy: CompiledPolicy,
  claim: Pick<ClaimHead, 'submittedOn'>,
  evidence: Evidence,
  findings: readonly Finding[],
): {
  readonly record: Json;
  readonly decision: NonNullable<ClaimHead['decision']>;
  readonly full: DecisionRecord;
} {
  const period = periodFor(policy.policy, claim.submittedOn);
  const full = decide(policy, { period, submittedOn: claim.submittedOn, evidence, findings });
  const record = asJson(full);
  const later = laterPeriods(policy, period).map(
    (next) => decide(policy, { period: next, submittedOn: claim.submittedOn, evidence, findings }).amountFen,
  );
  return {
    full,
    record,
    decision: {
      recordHash: recordHash(record),
      outcome: full.outcome,
      amountFen: full.amountFen,
      laterFen: full.outcome === 'met' ? later.filter((amount) => amount > 0) : [],
      failing: [...full.failing],
      unknown: full.unknown.map(({ code }) => code),
      ...(full.claimAgainFrom ? { claimAgainFrom: full.claimAgainFrom } : {}),
    },
  };
}

/** The periods after the first that a recurring award is expected to be paid for within the same year (finance.md). */
function laterPeriods({ policy }: CompiledPolicy, first: Period): Period[] {
  const { kind } = policy.period;
  if (policy.kind !== 'recurring' || kind !== 'half-year') return [];
  const next = periodOf('half-year', plusDays(first.lastDay, 1));
  return next.id.slice(0, 4) === first.id.slice(0, 4) ? [next] : [];
}
