import { awardStates, type AwardState } from '../../domain/awards/award-lifecycle.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { type IdempotencyKey, idempotencyRow } from '../idempotency/idempotency.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Action, Table, Value } from '../store/ports.ts';
import { conditionFailed, transact } from '../store/transact.ts';
import type { AwardChange } from './award-head.ts';

/** What whoever changed an award is answered. */
export interface ChangedAward {
  readonly awardId: string;
  readonly status: AwardState;
}

const mostTries = 8;

/**
 * Writes an award's change with all that belongs to it in one transaction.
 * @param more made anew for every try: others may have changed what it counts, though nobody the award
 */
export async function commitAwardChange(
  table: Table,
  change: AwardChange,
  more: () => Promise<readonly Action[]>,
  idempotency: IdempotencyKey | undefined,
  answer: Readonly<Record<string, Value>> = {},
): Promise<Result<ChangedAward, { readonly kind: 'changed-since' }>> {
  const { awardId, state: status } = change.head;
  const record = idempotency ? [idempotencyRow(idempotency, { awardId, status, ...answer })] : [];
  const decided = [...record, ...change.actions];
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const written = await transact(table, [...decided, ...(await more())]);
    if (written.ok) return ok({ awardId, status });
    if (written.error.reasons.slice(0, decided.length).some(conditionFailed)) {
      return err({ kind: 'changed-since' });
    }
  }
  throw stepError('StoreUnavailable', `what goes with award ${awardId} keeps changing`);
}

/** The answer of an earlier request with the same key, as it is kept. */
export function storedChange(stored: Readonly<Record<string, Value>>): ChangedAward | undefined {
  const { awardId, status } = stored;
  const state = awardStates.find((known) => known === status);
  return typeof awardId === 'string' && state ? { awardId, status: state } : undefined;
}
