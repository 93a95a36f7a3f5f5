import { fileKinds } from '../../contracts/bank/bank-profile.ts';
import { type FileItem, fileItemSchema } from '../../contracts/store/payment-run.ts';
import type { Action, Table } from '../store/ports.ts';
import { mostActions, transact } from '../store/transact.ts';
import { readMany } from '../store/read-many.ts';
import type { RunHead } from './run-head.ts';
import { fileKey, fileMovesKey, runKey } from './run-keys.ts';

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

/** The name under which a file's bytes are kept. */
export function fileObject({ runId, terms }: RunHead, messageId: string): string {
  return `payment-runs/${runId}/${messageId}.${fileKinds[terms.files.format.format].extension}`;
}

/** Lays the files of a run that is about to be prepared down as ready. Repeating it changes nothing. */
export async function newFiles(
  table: Table,
  { runId, attempt }: RunHead,
  files: readonly RunHead['files'][number][],
): Promise<void> {
  for (let from = 0; from < files.length; from += mostActions) {
    // Refused only when an earlier try laid these down.
    await transact(
      table,
      files.slice(from, from + mostActions).map(({ file }): Action => ({
        put: { ...fileKey(runId, attempt, file), file, status: 'ready' },
        if: { exists: false },
      })),
    );
  }
}

/**
 * What must hold for nothing to have been done with a run's files since they were looked at: one condition, however
 * many files there are, because every move of a file counts.
 */
export async function noFileMoves(table: Table, { runId, attempt }: RunHead): Promise<Action> {
  const key = fileMovesKey(runId, attempt);
  const moves = (await table.get(key))?.moves;
  return typeof moves === 'number'
    ? { check: key, if: { attribute: 'moves', is: '=', value: moves } }
    : { check: key, if: { exists: false } };
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
    readonly accepted?: boolean;
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
        ...(move.accepted === undefined ? {} : { accepted: move.accepted }),
      },
      if: {
        all: [
          { any: move.from.map((status) => ({ attribute: 'status', is: '=', value: status }) as const) },
          ...(move.to === 'sending' ? [{ attribute: 'givenUp', present: false } as const] : []),
        ],
      },
    },
    { update: fileMovesKey(runId, attempt), add: { moves: 1 } },
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

/** Keeps since when the bank has been silent about a file that it took, or that it is not. */
export async function markSilence(
  table: Table,
  { runId, attempt }: RunHead,
  file: number,
  at: string | undefined,
): Promise<void> {
  const update = fileKey(runId, attempt, file);
  await transact(table, [
    at === undefined
      ? { update, remove: ['silentSince'], if: { exists: true } }
      : { update, set: { silentSince: at }, if: { attribute: 'silentSince', present: false } },
  ]);
}

/** The file that a payment stands in. */
export function fileOfPlace(
  head: RunHead,
  place: { readonly chunk: number; readonly position: number },
): RunHead['files'][number] | undefined {
  return head.files.find((file) => isInFile(file, place));
}

/** Files follow one another in the order of chunks and positions. */
export function isInFile(
  { first, last }: Pick<RunHead['files'][number], 'first' | 'last'>,
  { chunk, position }: { readonly chunk: number; readonly position: number },
): boolean {
  return (
    (chunk > first.chunk || (chunk === first.chunk && position >= first.position)) &&
    (chunk < last.chunk || (chunk === last.chunk && position <= last.position))
  );
}
