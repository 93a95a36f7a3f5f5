import { type SealedProposal, proposedPayeeSchema } from '../../contracts/store/sealed-records.ts';
import { type Result, err } from '../../domain/result/result.ts';
import { mayTakeDuty } from '../../domain/review/separation.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { dutiesTaken, withDuty } from '../claims/claim-subject.ts';
import { familyOfPayee, familyRows, isAmong } from '../claims/family.ts';
import type { FindClaimProblem, PermitFor } from '../claims/find-claim.ts';
import { answerOnce, type KeyReused } from '../idempotency/answer-once.ts';
import type { IdempotencyKey } from '../idempotency/idempotency.ts';
import { payoutChangedActions } from '../payments/payout-changes.ts';
import { sendBackRunsThatPay } from '../payments/send-back-runs.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes, Keyed } from '../ports/secrets.ts';
import type { Action, Table } from '../store/ports.ts';
import { asJson } from '../subjects/as-json.ts';
import { dropPart, openPart, sealPart } from '../subjects/sealed-parts.ts';
import {
  type AwardChange,
  type AwardHead,
  type AwardMoment,
  awardNoted,
  awardPart,
  moveAward,
  pendingUntil,
  withoutPending,
} from './award-head.ts';
import { awardNotice } from './award-notice.ts';
import { type ChangedAward, commitAwardChange, storedChange } from './commit-award-change.ts';
import { findAwardToChange } from './permitted-award.ts';

export interface ConfirmPayeeInput {
  readonly awardId: string;
  readonly permitFor: PermitFor;
  readonly outcome: 'confirm' | 'refuse';
  /** What was proposed, as `GET /api/awards/{awardId}` showed it. */
  readonly payloadHash: string;
  readonly idempotency?: IdempotencyKey | undefined;
}

export type ConfirmPayeeProblem =
  | FindClaimProblem
  /** Nothing waits for a second person. */
  | { readonly kind: 'wrong-state' }
  /** Whoever holds the claim may still say that it is not theirs. */
  | { readonly kind: 'cooling-off'; readonly parameters: { readonly date: CalendarDate } }
  /** Another change has been proposed since. */
  | { readonly kind: 'stale-payload' }
  /** Who proposed it, took in, attested or reviewed the claim, does not confirm it. */
  | { readonly kind: 'took-part' }
  | { readonly kind: 'own-family' }
  | { readonly kind: 'changed-since' }
  | KeyReused;

export interface ConfirmPayeeDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly keyed: Keyed;
}

/**
 * Confirms a proposed account or payee, or refuses it; another person's word than who proposed it. From then on the
 * award is paid there: a run that was built with the account before goes back to building, and one that is filed pays
 * as it was released.
 */
export function createConfirmPayee(
  deps: ConfirmPayeeDeps,
): (input: ConfirmPayeeInput) => Promise<Result<ChangedAward, ConfirmPayeeProblem>> {
  const { table, clock, envelopes, keyed } = deps;

  async function decide({
    awardId,
    permitFor,
    outcome,
    payloadHash,
    idempotency,
  }: ConfirmPayeeInput): Promise<Result<ChangedAward, ConfirmPayeeProblem>> {
    const found = await findAwardToChange(table, awardId, permitFor);
    if (!found.ok) return found;
    const { head, claim, actor } = found.value;
    const { pending } = head;
    if (!pending) return err({ kind: 'wrong-state' });
    if (pending.commitment !== payloadHash) return err({ kind: 'stale-payload' });
    // Who gave the access code again after the award has their part in the claim.
    const taken = [...dutiesTaken(head), ...dutiesTaken(claim)];
    if (!mayTakeDuty(actor, 'payee-confirmation', taken).ok) return err({ kind: 'took-part' });
    const part = await openPart(table, envelopes, awardPart(awardId, 'proposed'));
    // Decided, or overtaken by a newer one, between the two reads.
    if (part === undefined) return err({ kind: 'changed-since' });
    const proposed = proposedPayeeSchema.parse(part);
    if (await isAmong(table, actor, familyOfPayee(keyed, proposed.payee))) return err({ kind: 'own-family' });

    const from = pendingUntil(head, pending);
    if (outcome === 'confirm' && clock.today() < from) {
      return err({ kind: 'cooling-off', parameters: { date: from } });
    }
    const moment = { actor, at: clock.now() };
    const dropped = dropPart(awardPart(awardId, 'proposed'));
    if (outcome === 'refuse') {
      const duty = withDuty(head, 'payee-confirmation', actor);
      const change = awardNoted(withoutPending(head), `${pending.kind}-refused`, duty, moment);
      const told = awardNotice(change.head, claim, `${pending.kind}-change-refused`, moment.at, head);
      return commitAwardChange(table, change, () => Promise.resolve([dropped, told]), idempotency);
    }
    const change = confirmed(head, pending, moment);
    const accountVersion = change.head.accountVersion;
    const payout = { kind: 'account', awardId, accountVersion } as const;
    const sealed = await sealedPayee(deps, change.head, proposed);
    const told = awardNotice(change.head, claim, `${pending.kind}-changed`, moment.at, head);
    const written = await commitAwardChange(
      table,
      change,
      async () => [dropped, ...sealed, told, ...(await payoutChangedActions(table, head.programme, payout))],
      idempotency,
    );
    if (written.ok) await sendBackRunsThatPay(deps, head, payout);
    return written;
  }

  return (input) => answerOnce(table, input.idempotency, storedChange, () => decide(input));
}

/** An award that waited for its payee is active again; an heir is confirmed of one that ends; any other stays. */
function confirmed(
  head: AwardHead,
  { kind, commitment, accountIndex }: NonNullable<AwardHead['pending']>,
  moment: AwardMoment,
): AwardChange {
  const accountVersion = head.accountVersion + 1;
  const changes = {
    accountIndex,
    accountVersion,
    ...(kind === 'payee' ? { payeeVersion: accountVersion } : {}),
    ...withDuty(head, 'payee-confirmation', moment.actor),
  };
  const detail = { confirmed: commitment, accountVersion };
  const before = withoutPending(head);
  const event = head.state === 'payee-needed' ? 'payee-confirmed' : 'heir-confirmed';
  const moved =
    head.state === 'payee-needed' || (head.state === 'ending' && kind === 'payee')
      ? moveAward(before, event, changes, moment, detail)
      : undefined;
  return moved?.ok ? moved.value : awardNoted(before, `${kind}-changed`, changes, moment, detail);
}

/** The account, and whose it is, under their own names; a new payee counts among those whose family the claim is of. */
async function sealedPayee(
  { envelopes, keyed }: ConfirmPayeeDeps,
  { awardId, claimId, programme, accountVersion }: AwardHead,
  { account, payee }: SealedProposal,
): Promise<readonly Action[]> {
  const accountPart = await sealPart(envelopes, awardPart(awardId, 'payee'), asJson(account));
  if (!payee) return [accountPart.action];
  const person = await sealPart(
    envelopes,
    awardPart(awardId, `payee-person-${accountVersion}`),
    asJson(payee),
  );
  return [
    accountPart.action,
    person.action,
    ...familyRows({ claimId, programme }, familyOfPayee(keyed, payee)),
  ];
}
