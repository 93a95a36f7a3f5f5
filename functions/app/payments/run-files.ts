import { type FileItem, fileItemSchema } from '../../contracts/store/payment-run.ts';
import type { Action, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { readMany } from './chunks.ts';
import type { RunHead } from './run-head.ts';
import { fileKey, runKey } from './run-keys.ts';

export type FileStatus = FileItem['status'];

/** What is known of each file's way to the bank, in the order of the head's files. */
export async function readFiles(table: Table, head: RunHead): Promise<readonly FileItem[]> {
  const items = await readMany(
    table,
    head.files.map(({ file }) => fileKey(head.runId, head.attempt, file)),
  );
  return items.map((item) => {
    if (!item) throw new Error(`${head.runId} has lost track of a file`);
    return fileItemSchema.parse(item);
  });
}

export function fileIs({ runId, attempt }: RunHead, file: number, status: FileStatus): Action {
  return { check: fileKey(runId, attempt, file), if: { attribute: 'status', is: '=', value: status } };
}

/**
 * Moves a file from one status to another, while the run is in the states named.
 * @returns false when it was not there any more, or the run was not
 */
export async function moveFile(
  table: Table,
  head: RunHead,
  file: number,
  move: {
    readonly from: readonly FileStatus[];
    readonly to: FileStatus;
    readonly refused?: boolean;
    readonly rejected?: boolean;
  },
  whileRunIs?: RunHead['state'],
): Promise<boolean> {
  const { runId, attempt } = head;
  const result = await transact(table, [
    {
      update: fileKey(runId, attempt, file),
      set: {
        status: move.to,
        ...(move.refused === undefined ? {} : { refused: move.refused }),
        ...(move.rejected === undefined ? {} : { rejected: move.rejected }),
      },
      if: { any: move.from.map((status) => ({ attribute: 'status', is: '=', value: status }) as const) },
    },
    ...(whileRunIs === undefined
      ? []
      : [
          {
            check: runKey(runId),
            if: {
              all: [
                { attribute: 'state', is: '=', value: whileRunIs },
                { attribute: 'attempt', is: '=', value: attempt },
              ],
            },
          } as const,
        ]),
  ]);
  return result.ok;
}

/** The file that a chunk stands in. */
export function fileOfChunk(head: RunHead, chunk: number): RunHead['files'][number] | undefined {
  return head.files.find(({ firstChunk, lastChunk }) => firstChunk <= chunk && chunk <= lastChunk);
}
