import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { withDuty } from '../claims/claim-subject.ts';
import type { FindClaimProblem, PermitFor } from '../claims/find-claim.ts';
import { policyOf } from '../claims/policy-of.ts';
import { answerOnce, type KeyReused } from '../idempotency/answer-once.ts';
import type { IdempotencyKey } from '../idempotency/idempotency.ts';
import { missedPeriods } from '../payments/missed-periods.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import { sealPart } from '../subjects/sealed-parts.ts';
import {
  type AwardChange,
  type AwardMoment,
  awardPart,
  isAccountRefused,
  moveAward,
  together,
} from './award-head.ts';
import { awardNotice } from './award-notice.ts';
import { type ChangedAward, commitAwardChange, storedChange } from './commit-award-change.ts';
import { findAwardToChange } from './permitted-award.ts';

export interface ResumeAwardInput {
  readonly awardId: string;
  readonly permitFor: PermitFor;
  /** In words that may name people: kept sealed. */
  readonly reason: string;
  readonly idempotency?: IdempotencyKey | undefined;
}

export interface ResumedAward extends ChangedAward {
  /** Periods that a run went out for without it. Preparing one of them again pays what is due for it. */
  readonly arrears: readonly string[];
}

export type ResumeAwardProblem =
  | FindClaimProblem
  | { readonly kind: 'wrong-state' }
  | { readonly kind: 'own-family' }
  | { readonly kind: 'changed-since' }
  | KeyReused;

export interface ResumeAwardDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly policies: PolicyBook;
}

/**
 * Clears a suspended award: it is paid again, with arrears. A payment is its programme, period, person and component,
 * so arrears are the missed periods' own payments, in a further run of each; nothing is added to a later one. Who clears
 * it has a part in those payments, and does not release them. Where a bank would not pay to its account meanwhile, it
 * waits for another from now on.
 */
export function createResumeAward(
  deps: ResumeAwardDeps,
): (input: ResumeAwardInput) => Promise<Result<ResumedAward, ResumeAwardProblem>> {
  const { table, clock, envelopes, policies } = deps;

  async function resume({
    awardId,
    permitFor,
    reason,
    idempotency,
  }: ResumeAwardInput): Promise<Result<ResumedAward, ResumeAwardProblem>> {
    const found = await findAwardToChange(table, awardId, permitFor);
    if (!found.ok) return found;
    const { head, claim, actor } = found.value;
    const at = clock.now();
    const recurs = policyOf(policies, head).policy.kind === 'recurring';
    const arrears = await missedPeriods(table, head, recurs);
    const note = await sealPart(envelopes, awardPart(awardId, `note-${head.version + 1}`), reason);
    const duty = withDuty(head, 'review:resumption', actor);
    const detail = { reason: note.commitment, arrears: [...arrears] };
    const cleared = moveAward(head, 'cleared', duty, { actor, at }, detail);
    if (!cleared.ok) return err({ kind: 'wrong-state' });
    const change = withAccount(cleared.value, { actor, at });
    const more = () =>
      Promise.resolve([note.action, awardNotice(change.head, claim, 'award-resumed', at, head)]);
    const written = await commitAwardChange(table, change, more, idempotency, { arrears });
    return written.ok ? ok({ ...written.value, arrears }) : written;
  }

  return (input) =>
    answerOnce(
      table,
      input.idempotency,
      (stored) => {
        const changed = storedChange(stored);
        const { arrears } = stored;
        return changed && Array.isArray(arrears) ? { ...changed, arrears: arrears.map(String) } : undefined;
      },
      () => resume(input),
    );
}

/** An award that is active again, or waits for an account where the bank would not pay to the one it has. */
function withAccount(cleared: AwardChange, moment: AwardMoment): AwardChange {
  if (!isAccountRefused(cleared.head)) return cleared;
  const returned = moveAward(cleared.head, 'account-returned', {}, moment);
  return returned.ok ? together(cleared, returned.value) : cleared;
}
