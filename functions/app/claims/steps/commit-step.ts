import { stepError } from '../../ports/step-errors.ts';
import type { Action, Table } from '../../store/ports.ts';
import { transact } from '../../store/transact.ts';
import { type ClaimHead, readClaimHead } from '../claim-head.ts';

export interface StepChange {
  readonly head: ClaimHead;
  readonly actions: readonly Action[];
}

/** How often a step decides anew after somebody changed the claim under it, before the workflow's retry takes over. */
const attempts = 5;

/**
 * Reads a claim, lets the step decide, and writes what it decided if nobody changed the claim meanwhile; else decides
 * anew. Decided undefined means nothing is left to do: the step was done before, or came too late.
 * @returns the claim as it stands afterwards
 */
export async function commitStep(
  table: Table,
  claimId: string,
  decide: (before: ClaimHead) => Promise<StepChange | undefined>,
): Promise<ClaimHead> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await readClaimHead(table, claimId);
    if (!before) throw stepError('InvalidStepInput', `there is no claim ${claimId}`);
    const change = await decide(before);
    if (!change) return before;
    const written = await transact(table, change.actions);
    if (written.ok) return change.head;
  }
  throw stepError('StoreUnavailable', `claim ${claimId} is being changed by others`);
}
