import type { SealItem } from '../../contracts/store/payment-run.ts';
import { placeInChunksSchema } from '../../contracts/store/roll-changes.ts';
import { readJsonCursor, writeJsonCursor } from '../store/json-cursor.ts';
import type { Page, Table } from '../store/ports.ts';
import { readSeals } from './chunks.ts';
import { chunkNumbers } from './post-chunks.ts';
import type { RunHead } from './run-head.ts';

const listedAPage = 100;

/** Something of which a built run's chunks have lists. */
interface ListedByChunks<T> {
  /** How many a chunk has, as its seal says: one that has none is not read. */
  readonly countOf: (seal: SealItem) => number;
  readonly read: (chunk: number) => Promise<readonly T[]>;
}

/** A page of it, chunk after chunk. @throws invalidCursor */
export async function pageOfChunks<T>(
  table: Table,
  { runId, attempt, chunks = 0 }: RunHead,
  { countOf, read }: ListedByChunks<T>,
  cursor: string | undefined,
): Promise<Page<T>> {
  const [first, skipped] =
    cursor === undefined ? [0, 0] : readJsonCursor(cursor, placeInChunksSchema, 'a run');
  const seals = await readSeals(table, { runId, attempt }, chunkNumbers(chunks).slice(first));
  const items: T[] = [];
  for (const [at, seal] of seals.entries()) {
    if (countOf(seal) === 0) continue;
    const chunk = first + at;
    if (items.length === listedAPage) return { items, cursor: writeJsonCursor([chunk, 0]) };
    const from = at === 0 ? skipped : 0;
    const to = from + listedAPage - items.length;
    const all = await read(chunk);
    items.push(...all.slice(from, to));
    if (to < all.length) return { items, cursor: writeJsonCursor([chunk, to]) };
  }
  return { items };
}
