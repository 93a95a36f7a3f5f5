import type { Clock } from '../../ports/clock.ts';
import { stepError } from '../../ports/step-errors.ts';
import type { Table } from '../../store/ports.ts';
import { transact } from '../../store/transact.ts';
import { outboxRow } from '../../outbox/outbox-row.ts';
import { appropriationOf, readClaimHead } from '../claim-head.ts';

export interface AwardBenefitDeps {
  readonly table: Table;
  readonly clock: Clock;
}

/**
 * Hands an approved claim to the allocator of its appropriation, which awards in date order as money allows. The
 * message names the claim, so that an index that lags cannot leave it lying.
 */
export function createAwardBenefit(
  deps: AwardBenefitDeps,
): (input: { readonly claimId: string }) => Promise<void> {
  const { table, clock } = deps;
  return async ({ claimId }) => {
    const head = await readClaimHead(table, claimId);
    if (!head) throw stepError('InvalidStepInput', `there is no claim ${claimId}`);
    if (head.state !== 'awaiting-funds') return;
    await transact(table, [
      outboxRow(clock.now(), `${claimId}#${String(head.version)}#allocate`, {
        type: 'allocate',
        appropriationId: appropriationOf(head),
        claimId,
      }),
    ]);
  };
}
