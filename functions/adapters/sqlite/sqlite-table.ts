import type {
  Action,
  CancellationReason,
  Cancelled,
  IndexRow,
  Item,
  Key,
  Page,
  Table,
  Value,
} from '../../app/store/ports.ts';
import { err, ok, type Result } from '../../domain/result/result.ts';
import { decodeCursor, encodeCursor } from '../table/cursor.ts';
import {
  checkActions,
  checkGetMany,
  checkKey,
  checkQuery,
  indexNames,
  keyOf,
  maxPageBytes,
  maxTransactionBytes,
  measureItem,
} from '../table/limits.ts';
import { sortKeyBounds } from '../table/sort-key-bounds.ts';
import { type ChaosOptions, IndexLag, seededRandom } from './chaos.ts';
import { conditionHolds } from './condition.ts';
import type { SqliteDatabase } from './database.ts';
import { type IndexEntry, indexEntries, ItemRows, type NewRow, newRow, type StoredRow } from './item-rows.ts';

export interface SqliteTableOptions {
  readonly chaos?: ChaosOptions;
}

export interface SqliteTable extends Table {
  /**
   * Calls the listener with every item put under a partition key with this prefix, once it is on disk and in the
   * order of commits. What was put before the process started is for the listener's owner to query.
   */
  onPut(pkPrefix: string, listener: (item: Item) => void): void;
  /** Reads the whole file, every item against its checksum and key. @returns what is damaged, one line each */
  verify(): readonly string[];
}

/** What an action comes to once its condition holds; nothing changes where `after` is `before`. */
interface Change {
  readonly key: Key;
  readonly before: StoredRow | undefined;
  readonly after: NewRow | undefined;
}

// Names of the attributes in an index row, for its size: pk, sk, gsiNpk, gsiNsk.
const indexRowNameBytes = 16;

/**
 * The `Table` port on one SQLite file, with DynamoDB's limits, so that what runs here runs there.
 * Transactions of one turn of the event loop share an fsync; each is on disk before its promise resolves.
 */
export function createSqliteTable(database: SqliteDatabase, options: SqliteTableOptions = {}): SqliteTable {
  const items = new ItemRows(database);
  const random = seededRandom(options.chaos?.seed ?? 0);
  const conflictShare = options.chaos?.conflictShare ?? 0;
  const lag = options.chaos?.indexLag === true ? new IndexLag(random) : undefined;
  const listeners: { readonly pkPrefix: string; readonly listener: (item: Item) => void }[] = [];

  function reasonOf(action: Action, row: StoredRow | undefined): CancellationReason {
    if (action.if === undefined) return { code: 'none' };
    const item = row && items.itemOf(keyOf(action), row);
    if (conditionHolds(action.if, item)) return { code: 'none' };
    return { code: 'condition-failed', ...(item && { item }) };
  }

  function changeOf(action: Action, before: StoredRow | undefined, put: NewRow | undefined): Change {
    const key = keyOf(action);
    if ('put' in action) return { key, before, after: put };
    if ('delete' in action) return { key, before, after: undefined };
    if ('check' in action) return { key, before, after: before };
    const item = updatedItem(action, before && items.itemOf(key, before));
    return { key, before, after: newRow(item, measureItem(item)) };
  }

  /** One transaction, inside the group's. */
  function run(
    actions: readonly Action[],
    puts: readonly (NewRow | undefined)[],
  ): Result<readonly Change[], Cancelled> {
    if (conflictShare > 0 && random() < conflictShare) {
      const held = Math.floor(random() * actions.length);
      return cancelled(actions.map((_, at) => ({ code: at === held ? 'conflict' : 'none' })));
    }
    const rows = actions.map((action) => items.select(keyOf(action)));
    const reasons = actions.map((action, at) => reasonOf(action, rows[at]));
    if (reasons.some((reason) => reason.code !== 'none')) return cancelled(reasons);
    const changes = actions.map((action, at) => changeOf(action, rows[at], puts[at]));
    const bytes = changes.reduce((sum, { after }) => sum + (after?.size ?? 0), 0);
    if (bytes > maxTransactionBytes) throw new RangeError(`transaction of ${bytes} bytes`);
    for (const { key, before, after } of changes) if (before !== after) items.write(key, before, after);
    return ok(changes);
  }

  function afterCommit(actions: readonly Action[], changes: readonly Change[]): void {
    if (lag) for (const change of changes) noteIndexChange(lag, change);
    for (const action of actions) {
      if (!('put' in action)) continue;
      for (const { pkPrefix, listener } of listeners) {
        // On its own, because a listener's fault is not the transaction's, which is on disk.
        if (action.put.pk.startsWith(pkPrefix)) queueMicrotask(() => listener(action.put));
      }
    }
  }

  return {
    async get(key) {
      checkKey(key);
      return database.read(() => {
        const row = items.select(key);
        return row && items.itemOf(key, row);
      });
    },

    async getMany(keys) {
      checkGetMany(keys);
      return database.read(() =>
        keys.map((key) => {
          const row = items.select(key);
          return row && items.itemOf(key, row);
        }),
      );
    },

    async query(input) {
      const { pk, descending = false } = input;
      checkQuery(input);
      const bounds = sortKeyBounds(input.sk);
      if (!bounds) return { items: [] };
      const after = input.cursor === undefined ? undefined : decodeCursor(input.cursor, 2, pk, bounds)[1];
      return database.read(() => {
        const page = takePage(items.partition(pk, bounds, after, descending), input.limit, (row) => row.size);
        const last = page.more ? page.rows.at(-1) : undefined;
        return {
          items: page.rows.map((row) => items.itemOf({ pk, sk: row.sk }, row)),
          ...(last && { cursor: encodeCursor([pk, last.sk]) }),
        };
      });
    },

    async queryIndex(index, input) {
      const { pk, descending = false } = input;
      checkQuery(input);
      const bounds = sortKeyBounds(input.sk);
      if (!bounds) return { items: [] };
      // Four texts, which is what an index row is.
      const after =
        input.cursor === undefined ? undefined : (decodeCursor(input.cursor, 4, pk, bounds) as IndexEntry);
      return database.read(() => {
        const entries = lag
          ? lag.see(
              index,
              pk,
              items.indexPartition(index, pk, bounds, undefined, false),
              bounds,
              after,
              descending,
            )
          : items.indexPartition(index, pk, bounds, after, descending);
        return indexPage(takePage(entries, input.limit, indexRowBytes));
      });
    },

    async transact(actions) {
      const measures = checkActions(actions);
      // Encoded here and not in the group, whose time everybody waits for.
      const puts = actions.map((action, at) => {
        const measure = measures[at];
        return 'put' in action && measure ? newRow(action.put, measure) : undefined;
      });
      const result = await database.write(() => run(actions, puts));
      lag?.advance();
      if (!result.ok) return result;
      afterCommit(actions, result.value);
      return ok();
    },

    onPut(pkPrefix, listener) {
      listeners.push({ pkPrefix, listener });
    },

    verify: () => database.read(() => items.verify()),
  };
}

function cancelled(reasons: readonly CancellationReason[]): Result<never, Cancelled> {
  return err({ kind: 'cancelled', reasons });
}

/** @throws RangeError when `add` meets what is no number */
function updatedItem(action: Extract<Action, { update: Key }>, stored: Item | undefined): Item {
  const { pk, sk } = action.update;
  const attributes = new Map<string, Value>(Object.entries(stored ?? { pk, sk }));
  for (const [name, value] of Object.entries(action.set ?? {})) attributes.set(name, value);
  for (const [name, increment] of Object.entries(action.add ?? {})) {
    const value = attributes.has(name) ? attributes.get(name) : 0;
    if (typeof value !== 'number') throw new RangeError(`adding to what is no number (${pk})`);
    attributes.set(name, value + increment);
  }
  for (const name of action.remove ?? []) attributes.delete(name);
  return { ...Object.fromEntries(attributes), pk, sk };
}

/** As many rows as fit in a page by count and by bytes, and whether there are more. */
function takePage<T>(
  rows: Iterable<T>,
  limit = Infinity,
  bytesOf: (row: T) => number,
): { readonly rows: readonly T[]; readonly more: boolean } {
  const page: T[] = [];
  let bytes = 0;
  for (const row of rows) {
    bytes += bytesOf(row);
    if (page.length >= limit || bytes > maxPageBytes) return { rows: page, more: true };
    page.push(row);
  }
  return { rows: page, more: false };
}

function indexPage(page: { readonly rows: readonly IndexEntry[]; readonly more: boolean }): Page<IndexRow> {
  const last = page.more ? page.rows.at(-1) : undefined;
  return {
    items: page.rows.map(([, indexSk, pk, sk]) => ({ pk, sk, indexSk })),
    ...(last && { cursor: encodeCursor(last) }),
  };
}

function indexRowBytes(entry: IndexEntry): number {
  return entry.reduce((bytes, text) => bytes + Buffer.byteLength(text), indexRowNameBytes);
}

function noteIndexChange(lag: IndexLag, { key, before, after }: Change): void {
  const [old, fresh] = [indexEntries(key, before?.indexKeys), indexEntries(key, after?.indexKeys)];
  for (const [at, index] of indexNames.entries()) {
    const [from, to] = [old[at], fresh[at]];
    if (from?.[0] === to?.[0] && from?.[1] === to?.[1]) continue;
    if (from) lag.removed(index, from);
    if (to) lag.added(index, to);
  }
}
