import { type ClaimState, claimLifecycle } from '../../domain/claims/claim-lifecycle.ts';
import { isFinal } from '../../domain/lifecycle/lifecycle.ts';
import type { Action, Item, Key, Table } from '../store/ports.ts';
import { subjectPk } from '../subjects/change.ts';
import { outboxRow } from '../outbox/outbox-row.ts';
import type { ClaimHead } from './claim-head.ts';

/** What the claim workflow is told when it is woken. */
export type ClaimSignal = 'approved' | 'verify-again' | 'closed';

/** The signal a state means to a workflow that waits for the review; undefined while it has to go on waiting. */
export function signalOf(state: ClaimState): ClaimSignal | undefined {
  if (state === 'awaiting-funds') return 'approved';
  if (state === 'submitted' || state === 'verifying') return 'verify-again';
  // A rejected claim can still be appealed, but that begins an execution of its own.
  if (state === 'rejected' || isFinal(claimLifecycle, state)) return 'closed';
  return undefined;
}

/** Where the waiting step leaves its task token. */
export function waitKey(claimId: string): Key {
  return { pk: subjectPk('claim', claimId), sk: 'WAIT' };
}

/**
 * The decision's half of design decision 6: with a token there, take it and send the signal; with none, make sure
 * none comes meanwhile. The step that stores a token does the mirror image, so whichever comes second sends.
 * @param wait the item at `waitKey`, as read together with the head
 * @param cause unique to the deciding change, such as the claim's id and its new version
 */
function wakeActions(
  claimId: string,
  wait: Item | undefined,
  signal: ClaimSignal,
  at: string,
  cause: string,
): readonly Action[] {
  const token = wait?.taskToken;
  if (typeof token !== 'string') return [{ check: waitKey(claimId), if: { exists: false } }];
  return [
    { delete: waitKey(claimId), if: { attribute: 'taskToken', is: '=', value: token } },
    outboxRow(at, `${cause}#wake`, { type: 'wake-workflow', taskToken: token, output: { signal } }),
  ];
}

/** `wakeActions` for the state a change leads to, if that is one a waiting workflow is told of. */
export async function wakeFor(table: Table, head: ClaimHead, at: string): Promise<readonly Action[]> {
  const signal = signalOf(head.state);
  if (signal === undefined) return [];
  const { claimId, version } = head;
  return wakeActions(claimId, await table.get(waitKey(claimId)), signal, at, `${claimId}#${String(version)}`);
}
