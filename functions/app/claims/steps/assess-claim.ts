import type { Actor } from '../../../domain/audit/actor.ts';
import type { WorkingCalendar } from '../../../domain/time/working-days.ts';
import type { CompiledPolicy } from '../../../domain/policy/compile-policy.ts';
import type { PolicyBook } from '../../../domain/policy/policy-book.ts';
import { noEvidence } from '../../../domain/policy/evidence.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Envelopes } from '../../ports/secrets.ts';
import type { Table } from '../../store/ports.ts';
import { sealPart } from '../../subjects/sealed-parts.ts';
import { transition } from '../claim-head.ts';
import { decideClaim } from '../decide-claim.ts';
import { arriveAt } from '../enter-state.ts';
import { claimNotice } from '../notice.ts';
import { policyOf } from '../policy-of.ts';
import { claimPart, openContent, openEvidence } from '../claim-parts.ts';
import { signalOf } from '../wake.ts';
import { commitStep } from './commit-step.ts';
import { subjectsOf } from '../whom-it-concerns.ts';

export interface AssessClaimDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly policies: PolicyBook<CompiledPolicy>;
  readonly calendar: WorkingCalendar;
}

export interface AssessClaimOutput {
  readonly outcome: 'undecided' | 'closed';
}

const actor: Actor = { kind: 'system', id: 'assess-claim' };

const eventOf = { met: 'met', failed: 'failed', unknown: 'unknown' } as const;
const stateOf = { met: 'review', failed: 'proposed-rejection', unknown: 'manual' } as const;

/**
 * Lets the rules decide on what the registers answered. Met goes to the first reviewer, failed is proposed for
 * rejection and heard, unknown goes to a person: nothing is approved or rejected here (invariants.md, 15).
 */
export function createAssessClaim(
  deps: AssessClaimDeps,
): (input: { readonly claimId: string }) => Promise<AssessClaimOutput> {
  const { table, clock, envelopes, policies, calendar } = deps;
  return async ({ claimId }) => {
    const head = await commitStep(table, claimId, async (before) => {
      if (before.state !== 'verifying') return undefined;
      const policy = policyOf(policies, before);
      const evidence =
        (await openEvidence(table, envelopes, before)) ??
        noEvidence(subjectsOf(await openContent(table, envelopes, claimId), policy));
      const { record, decision } = decideClaim(policy, before, evidence, []);
      const sealed = await sealPart(envelopes, claimPart(claimId, 'decision'), record);
      const state = stateOf[decision.outcome];
      const now = { today: clock.today(), at: clock.now(), calendar };
      const decided = { ...before, decision, decisions: 0 };
      const change = transition(
        before,
        eventOf[decision.outcome],
        state,
        { decision, decisions: 0, ...arriveAt(decided, state, 0, policy.policy, now) },
        { actor, at: now.at },
        {
          record: decision.recordHash,
          failing: decision.failing,
          unknown: decision.unknown,
          sealed: sealed.commitment,
        },
      );
      if (!change.ok) return undefined;
      const told =
        state === 'proposed-rejection'
          ? [
              claimNotice(change.value.head, 'rejection-proposed', now.at, {
                until: change.value.head.hearingUntil ?? '',
              }),
            ]
          : [];
      return { head: change.value.head, actions: [...change.value.actions, sealed.action, ...told] };
    });
    return { outcome: signalOf(head.state) === 'closed' ? 'closed' : 'undecided' };
  };
}
