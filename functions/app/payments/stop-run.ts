import type { Actor } from '../../domain/audit/actor.ts';
import { type Result, ok } from '../../domain/result/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Table } from '../store/ports.ts';
import { readMany } from '../store/read-many.ts';
import { parseChunkState } from './chunks.ts';
import { chunkNumbers } from './post-chunks.ts';
import { chunkKey } from './run-keys.ts';
import { advanceRun } from './advance-run.ts';
import { giveUpRefusedFiles, rejectGivenUp } from './give-up-files.ts';
import { rebuilt } from './release-run.ts';
import { decideRun, type RunHead, type RunNotFound, type RunWrongState } from './run-head.ts';
import { noFileMoves, readFiles } from './run-files.ts';

export interface StopRunInput {
  readonly runId: string;
  readonly actor: Actor;
  /** A code or a short text without personal data. */
  readonly reason: string;
}

interface StopDeps {
  readonly table: Table;
  readonly clock: Clock;
}

/** Sends a prepared run back to be built anew; its payments keep their ids. */
export function createSendBackRun(deps: StopDeps) {
  return ({ runId, actor, reason }: StopRunInput): Promise<Result<RunHead, RunNotFound | RunWrongState>> =>
    decideRun<never>(deps, runId, actor, (head) => {
      const move = rebuilt(head);
      return { ...move, detail: { ...move.detail, reason } };
    });
}

/**
 * Cancels a run of which nothing was handed to the bank. Its payments are planned again by that alone: what a
 * cancelled run holds, the next run takes over with the same ids. The workflow gives the obligations back. Of a run
 * that the bank has in part, the files that it will not take are given up, and the rest goes its way.
 */
export function createCancelRun(deps: StopDeps) {
  return async (input: StopRunInput): Promise<Result<RunHead, RunNotFound | RunWrongState>> => {
    const { runId } = input;
    const cancelled = await cancel(input);
    if (cancelled.ok || cancelled.error.kind !== 'wrong-state' || cancelled.error.state !== 'filed')
      return cancelled;
    const givenUp = await giveUpRefusedFiles(deps, runId, input);
    if (!givenUp.ok) return givenUp;
    await rejectGivenUp(deps, givenUp.value);
    return ok(await advanceRun(deps, runId));
  };

  function cancel({ runId, actor, reason }: StopRunInput) {
    return decideRun<RunWrongState>(deps, runId, actor, async (head) => {
      if (head.state === 'cancelled') return { kind: 'stay' };
      if (head.state !== 'filed') return { kind: 'move', event: 'cancel', detail: { reason } };
      // A filed run may be cancelled while every file still lies here, and none is handed over meanwhile.
      const unmoved = await noFileMoves(deps.table, head);
      const files = await readFiles(deps.table, head);
      if (files.some(({ status }) => status !== 'ready') || (await hasBankSpoken(deps.table, head))) {
        return { kind: 'refuse', error: { kind: 'wrong-state', state: head.state } };
      }
      return { kind: 'move', event: 'cancel', detail: { reason }, also: [unmoved] };
    });
  }
}

/**
 * Whether the bank has said anything of the run's payments: then it has a file, though an import that was killed right
 * after it had booked that may not have come to say so of the file.
 */
async function hasBankSpoken(table: Table, { runId, attempt, chunks = 0 }: RunHead): Promise<boolean> {
  const states = await readMany(
    table,
    chunkNumbers(chunks).map((chunk) => chunkKey({ runId, attempt, chunk }, 'STATE')),
  );
  return states.some((item) => item && parseChunkState(item).stage === 'sent');
}
