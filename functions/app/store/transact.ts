import { type Result, err, ok } from '../../domain/result/result.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Action, CancellationReason, Cancelled, Item, Table } from './ports.ts';

/** DynamoDB's most actions of a transaction. */
export const mostActions = 100;

// Engines have waited and retried before they report a conflict, so a handful more is plenty.
const mostTries = 8;

/**
 * A transaction that is tried again while nothing but another transaction's hold on an item stands in its way.
 * What it then reports is a condition that does not hold.
 * @throws an error named StoreUnavailable when the conflict does not end
 */
export async function transact(table: Table, actions: readonly Action[]): Promise<Result<void, Cancelled>> {
  for (let tries = 1; ; tries += 1) {
    const result = await table.transact(actions);
    if (result.ok) return ok();
    if (result.error.reasons.some(({ code }) => code === 'condition-failed')) return err(result.error);
    if (tries === mostTries) throw stepError('StoreUnavailable', 'an item stays held by other transactions');
  }
}

/** What is stored where the action's condition failed: undefined when it held, or when there is no item. */
export function storedInstead(reason: CancellationReason | undefined): Item | undefined {
  return reason?.code === 'condition-failed' ? reason.item : undefined;
}

export function conditionFailed(reason: CancellationReason | undefined): boolean {
  return reason?.code === 'condition-failed';
}
