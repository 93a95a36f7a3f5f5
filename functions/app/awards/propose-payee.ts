import type { Account, Payee } from '../../contracts/claims/claim.ts';
import { awardLifecycle } from '../../domain/awards/award-lifecycle.ts';
import { isFinal } from '../../domain/lifecycle/lifecycle.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { mayTakeDuty } from '../../domain/review/separation.ts';
import { accountIndexOf } from '../claims/account-index.ts';
import { dutiesTaken, withDuty } from '../claims/claim-subject.ts';
import { familyOfPayee, isAmong } from '../claims/family.ts';
import type { FindClaimProblem, PermitFor } from '../claims/find-claim.ts';
import { answerOnce, type KeyReused } from '../idempotency/answer-once.ts';
import type { IdempotencyKey } from '../idempotency/idempotency.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes, Keyed } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import { asJson } from '../subjects/as-json.ts';
import { sealPart } from '../subjects/sealed-parts.ts';
import { awardNoted, awardPart } from './award-head.ts';
import { awardNotice } from './award-notice.ts';
import { type ChangedAward, commitAwardChange, storedChange } from './commit-award-change.ts';
import { listedAsChange } from './list-payee-changes.ts';
import { findAwardToChange } from './permitted-award.ts';

export interface ProposePayeeInput {
  readonly awardId: string;
  readonly permitFor: PermitFor;
  readonly account: Account;
  /** Somebody else is to be paid: an heir, a guardian. Absent where only the account changes. */
  readonly payee?: Payee | undefined;
  readonly idempotency?: IdempotencyKey | undefined;
}

/** With what a second person confirms what was proposed. */
export interface ProposedPayee extends ChangedAward {
  readonly payloadHash: string;
}

export type ProposePayeeProblem =
  | FindClaimProblem
  /** The award is over: nothing is paid on it any more. */
  | { readonly kind: 'wrong-state' }
  | { readonly kind: 'took-part' }
  | { readonly kind: 'own-family' }
  | { readonly kind: 'changed-since' }
  | KeyReused;

export interface ProposePayeeDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly keyed: Keyed;
}

/**
 * Proposes another account, or another payee with their account, or names the first one of an award that waits for it.
 * Nothing changes by that: a second person confirms it (invariants.md 5), and whoever made the claim is told at once,
 * under the contact they gave. A newer proposal takes the place of the one before.
 */
export function createProposePayee(
  deps: ProposePayeeDeps,
): (input: ProposePayeeInput) => Promise<Result<ProposedPayee, ProposePayeeProblem>> {
  const { table, clock, envelopes, keyed } = deps;

  async function propose({
    awardId,
    permitFor,
    account,
    payee,
    idempotency,
  }: ProposePayeeInput): Promise<Result<ProposedPayee, ProposePayeeProblem>> {
    const found = await findAwardToChange(table, awardId, permitFor);
    if (!found.ok) return found;
    const { head, claim, actor } = found.value;
    if (isFinal(awardLifecycle, head.state)) return err({ kind: 'wrong-state' });
    if (await isAmong(table, actor, familyOfPayee(keyed, payee))) return err({ kind: 'own-family' });
    if (!mayTakeDuty(actor, 'payee-change', dutiesTaken(head)).ok) return err({ kind: 'took-part' });

    const at = clock.now();
    const kind = payee ? 'payee' : 'account';
    const sealed = await sealPart(envelopes, awardPart(awardId, 'proposed'), asJson({ account, payee }));
    const accountIndex = accountIndexOf(keyed, account);
    const pending = { kind, commitment: sealed.commitment, accountIndex, proposedAt: at } as const;
    const change = awardNoted(
      head,
      `${kind}-proposed`,
      { pending, ...(actor.kind === 'staff' ? withDuty(head, 'payee-change', actor) : {}) },
      { actor, at },
      { proposed: sealed.commitment },
    );
    const told = awardNotice(change.head, claim, `${kind}-change-proposed`, at, head);
    const more = () => Promise.resolve([listedAsChange(sealed.action, head, at), told]);
    const answer = { payloadHash: sealed.commitment };
    const written = await commitAwardChange(table, change, more, idempotency, answer);
    return written.ok ? ok({ ...written.value, ...answer }) : written;
  }

  return (input) =>
    answerOnce(
      table,
      input.idempotency,
      (stored) => {
        const changed = storedChange(stored);
        const { payloadHash } = stored;
        return changed && typeof payloadHash === 'string' ? { ...changed, payloadHash } : undefined;
      },
      () => propose(input),
    );
}
