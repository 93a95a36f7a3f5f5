import type { Actor } from '../../domain/audit/actor.ts';
import { isFinal } from '../../domain/lifecycle/lifecycle.ts';
import { paymentLifecycle } from '../../domain/payments/payment-lifecycle.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { paymentsOfAward } from '../payments/payments-of-award.ts';
import type { PaymentView } from '../payments/read-payment.ts';
import { readOpenRun } from '../payments/run-head.ts';
import type { Table } from '../store/ports.ts';
import { payoutChangedActions } from '../payments/payout-changes.ts';
import { moveAward, readAwardHead } from './award-head.ts';
import { commitAwardChange } from './commit-award-change.ts';
import { type GiveBackDeps, giveBackActions } from './give-back.ts';

const actor: Actor = { kind: 'system', id: 'finish-award' };

/**
 * Closes an ending award once its window is over and all that was paid under it is settled. Whatever is still committed
 * to it goes back to the budget.
 * @returns whether it was closed; one with a payment under way is looked at again another day
 */
export async function finishAward(
  deps: GiveBackDeps,
  awardId: string,
  today: CalendarDate,
): Promise<boolean> {
  const { table, clock } = deps;
  const head = await readAwardHead(table, awardId);
  if (head?.state !== 'ending' || !head.ending || head.ending.until >= today) return false;
  for (const payment of await paymentsOfAward(table, head)) {
    if (!(await isSettled(table, payment))) return false;
  }
  const change = moveAward(head, 'window-ended', {}, { actor, at: clock.now() });
  if (!change.ok) return false;
  const payout = { kind: 'award', awardId } as const;
  const written = await commitAwardChange(
    table,
    change.value,
    async () => [
      ...(await payoutChangedActions(table, head.programme, payout)),
      ...(await giveBackActions(deps, head, () => true)),
    ],
    undefined,
  );
  return written.ok;
}

/** Whether a payment has come to its end; one that was only planned, and is in no run that is open, is never made. */
async function isSettled(table: Table, { state, reissue, programme, period }: PaymentView): Promise<boolean> {
  if (state !== 'planned') return isFinal(paymentLifecycle, state);
  return reissue === 0 && (await readOpenRun(table, programme, period)) === undefined;
}
