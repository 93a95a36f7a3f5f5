import { createHash } from 'node:crypto';
import { type ClaimState, claimLifecycle } from '../../domain/claims/claim-lifecycle.ts';
import { isFinal } from '../../domain/lifecycle/lifecycle.ts';
import type { Action, Item, Key, Table } from '../store/ports.ts';
import { subjectPk } from '../subjects/change.ts';
import { outboxRow } from '../outbox/outbox-row.ts';
import { type ClaimHead, claimKey } from './claim-head.ts';

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

/** Where the waiting step leaves its task token, and which tokens were left there before. */
function waitKey(claimId: string): Key {
  return { pk: subjectPk('claim', claimId), sk: 'WAIT' };
}

function wakeWorkflow(at: string, cause: string, taskToken: string, signal: ClaimSignal): Action {
  return outboxRow(at, `${cause}#wake`, { type: 'wake-workflow', taskToken, output: { signal } });
}

/**
 * The decision's half of design decision 6: with a token there, take it and send the signal; with none, make sure
 * none comes meanwhile. `tokenActions` does the mirror image, so whichever comes second sends.
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
  if (typeof token !== 'string') {
    return [{ check: waitKey(claimId), if: { attribute: 'taskToken', present: false } }];
  }
  return [
    {
      update: waitKey(claimId),
      remove: ['taskToken'],
      if: { attribute: 'taskToken', is: '=', value: token },
    },
    wakeWorkflow(at, cause, token, signal),
  ];
}

/**
 * The waiting step's half: leaves the token or, once the claim is decided, sends the signal to it. Every token is
 * marked as seen, and one that was seen is not left again: a step is called at least once, and a late call with a
 * token long used up must not take the place of the one the workflow waits with now.
 * @param head as read; the first action fails when the token was seen before, the second when the claim changed
 */
export function tokenActions(head: ClaimHead, taskToken: string, at: string): readonly Action[] {
  const { claimId, version, state } = head;
  const signal = signalOf(state);
  const seen = `seen-${createHash('sha256').update(taskToken).digest('hex').slice(0, 24)}`;
  return [
    {
      update: waitKey(claimId),
      set: { [seen]: true, ...(signal === undefined ? { taskToken } : {}) },
      if: { attribute: seen, present: false },
    },
    { check: claimKey(claimId), if: { attribute: 'version', is: '=', value: version } },
    ...(signal === undefined
      ? []
      : [wakeWorkflow(at, `${claimId}#${String(version)}#${seen}`, taskToken, signal)]),
  ];
}

/** `wakeActions` for the state a change leads to, if that is one a waiting workflow is told of. */
export async function wakeFor(table: Table, head: ClaimHead, at: string): Promise<readonly Action[]> {
  const signal = signalOf(head.state);
  if (signal === undefined) return [];
  const { claimId, version } = head;
  return wakeActions(claimId, await table.get(waitKey(claimId)), signal, at, `${claimId}#${String(version)}`);
}
