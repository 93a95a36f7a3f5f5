import type { Actor } from '../../domain/audit/actor.ts';
import type { Result } from '../../domain/result/result.ts';
import type { Clock } from '../ports/clock.ts';
import { rejectWholeFile } from '../reconciliation/whole-file.ts';
import type { Condition, Table } from '../store/ports.ts';
import { readFiles } from './run-files.ts';
import {
  decideRun,
  type RunDecision,
  type RunHead,
  type RunNotFound,
  type RunWrongState,
  stepActor,
} from './run-head.ts';
import { fileKey, fileMovesKey } from './run-keys.ts';

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
}

// A decision's transaction holds the run's change as well.
const mostFilesAtOnce = 80;

/**
 * Gives up, on a person's word, the files of a filed run that the bank will not take while it has the others: without
 * that the run would wait for them for ever. What is given up is never handed over again; its payments are rejected,
 * as those of a file that the bank took and refused, and go out with the next run.
 * @returns the run; wrong-state while the bank has nothing of it, has refused nothing, or a file is in doubt
 */
export async function giveUpRefusedFiles(
  deps: Deps,
  runId: string,
  { actor, reason }: { readonly actor: Actor; readonly reason: string },
): Promise<Result<RunHead, RunNotFound | RunWrongState>> {
  for (;;) {
    let left = 0;
    const decided = await decideRun<RunWrongState>(deps, runId, actor, async (head) => {
      const files = await readFiles(deps.table, head);
      const refused = files.filter(({ status, refused = false }) => status === 'ready' && refused);
      const has = files.filter(({ status }) => status === 'acknowledged');
      const isClear = refused.length > 0 && has.length > 0 && refused.length + has.length === files.length;
      if (head.state !== 'filed' || !isClear) {
        return { kind: 'refuse', error: { kind: 'wrong-state', state: head.state } };
      }
      const due = refused.filter(({ givenUp }) => givenUp !== true).map(({ file }) => file);
      const now = due.slice(0, mostFilesAtOnce);
      left = due.length - now.length;
      return now.length === 0 ? { kind: 'stay' } : givesUp(head, now, reason);
    });
    if (!decided.ok || left === 0) return decided;
  }
}

function givesUp(
  { runId, attempt }: RunHead,
  files: readonly number[],
  reason: string,
): Extract<RunDecision<never>, { kind: 'note' }> {
  // Nobody is just handing it over.
  const isHere: Condition = {
    all: [
      { attribute: 'status', is: '=', value: 'ready' },
      { attribute: 'refused', is: '=', value: true },
    ],
  };
  return {
    kind: 'note',
    event: 'files-given-up',
    detail: { files: [...files], reason },
    also: [
      ...files.map((file) => ({
        update: fileKey(runId, attempt, file),
        set: { givenUp: true },
        if: isHere,
      })),
      { update: fileMovesKey(runId, attempt), add: { moves: 1 } },
    ],
  };
}

/** Rejects the payments of the files that were given up; whatever a crash left undone of it is done by the next call. */
export async function rejectGivenUp(deps: Deps, head: RunHead): Promise<void> {
  for (const { file, status, givenUp } of await readFiles(deps.table, head)) {
    const built = head.files.find((one) => one.file === file);
    if (!built || givenUp !== true || status !== 'ready') continue;
    const said = { actor: stepActor('give-up-files'), message: built.messageId };
    await rejectWholeFile(deps, head, built, 'ready', said);
  }
}
