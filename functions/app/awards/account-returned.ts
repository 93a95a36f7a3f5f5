import type { Actor } from '../../domain/audit/actor.ts';
import { awardLifecycle } from '../../domain/awards/award-lifecycle.ts';
import { isFinal } from '../../domain/lifecycle/lifecycle.ts';
import { readClaimHead } from '../claims/claim-head.ts';
import { payoutChangedActions } from '../payments/payout-changes.ts';
import type { Clock } from '../ports/clock.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Table } from '../store/ports.ts';
import { type AwardHead, awardNoted, isAccountRefused, moveAward, readAwardHead } from './award-head.ts';
import { awardNotice } from './award-notice.ts';
import { commitAwardChange } from './commit-award-change.ts';

/** A bank's word that an account takes no payments. */
export interface ReturnedAccount {
  readonly awardId: string;
  /** The account that was paid to, as the run had it: a later one is not meant. */
  readonly accountVersion: number;
  readonly paymentId: string;
  /** The bank's reason code. */
  readonly code: string;
}

const mostTries = 8;

/**
 * An active award whose account a bank would not pay to waits from now on for another. One that cannot wait for it in
 * its state (it is suspended, say) keeps in mind that the account is refused. Whoever made the claim is asked for another
 * either way. Told again, or told of an account that has been changed since, nothing happens.
 */
export async function accountReturned(
  { table, clock }: { readonly table: Table; readonly clock: Clock },
  { awardId, accountVersion, paymentId, code }: ReturnedAccount,
  actor: Actor,
): Promise<void> {
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const head = await readAwardHead(table, awardId);
    if (!head || !isToBeAsked(head) || head.accountVersion !== accountVersion) return;
    const claim = await readClaimHead(table, head.claimId);
    if (!claim) throw new Error(`award ${awardId} has no claim`);
    const moment = { actor, at: clock.now() };
    const detail = { paymentId, code };
    const moved = moveAward(head, 'account-returned', {}, moment, detail);
    const change = moved.ok
      ? moved.value
      : awardNoted(head, 'account-refused', { refusedAccount: accountVersion }, moment, detail);
    const told = awardNotice(change.head, claim, 'account-needed', moment.at, head);
    const more = async () => [
      told,
      ...(await payoutChangedActions(table, head.programme, { kind: 'award', awardId })),
    ];
    const written = await commitAwardChange(table, change, more, undefined);
    if (written.ok) return;
  }
  throw stepError('StoreUnavailable', `award ${awardId} keeps changing`);
}

/** Nothing is paid on an award that is over; and who waits for another account, or has been asked for one, knows. */
function isToBeAsked(head: AwardHead): boolean {
  return head.state !== 'payee-needed' && !isFinal(awardLifecycle, head.state) && !isAccountRefused(head);
}
