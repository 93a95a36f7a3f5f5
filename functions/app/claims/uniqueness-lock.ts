import type { Action, Cancelled, Key, Table } from '../store/ports.ts';

/**
 * The one claim or award a person may have in a programme (programmes.md, "Who may claim twice"). Taken once
 * somebody has confirmed who the claimant is, kept by the award, given back by a withdrawal or a rejection.
 * @param personIndex blind index of the entitled person
 */
export function lockKey(programme: string, personIndex: string): Key {
  return { pk: `DUPLICATE#${programme}#${personIndex}`, sk: 'LOCK' };
}

interface Locked {
  readonly claimId: string;
  readonly programme: string;
  readonly personIndex: string;
}

/** Fails with `condition-failed` when another claim holds the lock; a claim may take its own again. */
export function takeLock({ claimId, programme, personIndex }: Locked): Action {
  return {
    put: { ...lockKey(programme, personIndex), claimId },
    if: { any: [{ exists: false }, { attribute: 'claimId', is: '=', value: claimId }] },
  };
}

/** Whether the claim holds its person's place; an unconfirmed claim and a duplicate do not. */
export async function holdsLock(table: Table, { claimId, programme, personIndex }: Locked): Promise<boolean> {
  const lock = await table.get(lockKey(programme, personIndex));
  return lock?.claimId === claimId;
}

/** Gives the lock back; the claim must hold it. */
export function giveBackLock({ claimId, programme, personIndex }: Locked): Action {
  return { delete: lockKey(programme, personIndex), if: { attribute: 'claimId', is: '=', value: claimId } };
}

/** Whether a transaction failed because another claim holds the lock it was to take. */
export function lockIsTaken(actions: readonly Action[], { reasons }: Cancelled): boolean {
  const at = actions.findIndex((action) => 'put' in action && action.put.sk === 'LOCK');
  return reasons[at]?.code === 'condition-failed';
}
