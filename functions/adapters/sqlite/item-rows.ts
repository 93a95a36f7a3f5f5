import type { StatementSync } from 'node:sqlite';
import type { IndexName, Item, Key } from '../../app/store/ports.ts';
import { indexNames, type Measure } from '../table/limits.ts';
import type { SortKeyBounds } from '../table/sort-key-bounds.ts';
import { type SqliteDatabase, StoreCorrupt } from './database.ts';
import { decodeItem, encodeItem, type ItemBody } from './item-body.ts';

// A rowid table: with random keys, a table ordered by its key costs three times as much to insert into
// (design.md, "Facts"). An index holds what DynamoDB projects (KEYS_ONLY), of the items that are in it.
const schema = `
  CREATE TABLE IF NOT EXISTS items (
    id INTEGER PRIMARY KEY,
    pk TEXT NOT NULL, sk TEXT NOT NULL,
    gsi1pk TEXT, gsi1sk TEXT, gsi2pk TEXT, gsi2sk TEXT, gsi3pk TEXT, gsi3sk TEXT,
    size INTEGER NOT NULL, checksum INTEGER NOT NULL, body ANY NOT NULL,
    UNIQUE (pk, sk)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS gsi1 ON items (gsi1pk, gsi1sk, pk, sk) WHERE gsi1pk IS NOT NULL;
  CREATE INDEX IF NOT EXISTS gsi2 ON items (gsi2pk, gsi2sk, pk, sk) WHERE gsi2pk IS NOT NULL;
  CREATE INDEX IF NOT EXISTS gsi3 ON items (gsi3pk, gsi3sk, pk, sk) WHERE gsi3pk IS NOT NULL;
`;
const indexKeyColumns = indexNames.flatMap((index) => [`${index}pk`, `${index}sk`]);

/** The keys an item has in the indexes, in the order of the columns; null twice for an index it is not in. */
export type IndexKeys = readonly (string | null)[];

/** An index row: the index's partition and sort key, then the item's. */
export type IndexEntry = readonly [indexPk: string, indexSk: string, pk: string, sk: string];

export interface NewRow extends ItemBody {
  /** Bytes as DynamoDB counts them. */
  readonly size: number;
  readonly indexKeys: IndexKeys;
}

export interface StoredRow extends NewRow {
  readonly id: number;
}

export interface SortedRow extends ItemBody {
  readonly sk: string;
  readonly size: number;
}

/** Encodes an item for its row. */
export function newRow(item: Item, measure: Measure): NewRow {
  return { ...encodeItem(item, measure.binary), size: measure.size, indexKeys: indexKeysOf(item) };
}

/** @returns the entry per index, undefined for an index the item is not in */
export function indexEntries(
  key: Key,
  indexKeys: IndexKeys | undefined,
): readonly (IndexEntry | undefined)[] {
  return indexNames.map((_, at) => {
    const [pk, sk] = [indexKeys?.[2 * at], indexKeys?.[2 * at + 1]];
    return typeof pk === 'string' && typeof sk === 'string' ? [pk, sk, key.pk, key.sk] : undefined;
  });
}

/** The items' table in SQLite: rows in, rows out, no rule of the port. All of it synchronous. */
export class ItemRows {
  readonly #database: SqliteDatabase;
  readonly #select: StatementSync;
  readonly #insert: StatementSync;
  readonly #replace: StatementSync;
  readonly #replaceWithIndexKeys: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    database.exec(schema);
    const columns = `size, checksum, body, ${indexKeyColumns.join(', ')}`;
    this.#select = this.#prepare(`SELECT id, ${columns} FROM items WHERE pk = ? AND sk = ?`);
    this.#insert = this.#prepare(`INSERT INTO items (${columns}, pk, sk) VALUES (?,?,?,?,?,?,?,?,?,?,?)`);
    this.#replace = this.#prepare('UPDATE items SET size = ?, checksum = ?, body = ? WHERE id = ?');
    this.#replaceWithIndexKeys = this.#prepare(
      `UPDATE items SET (${columns}) = (?,?,?,?,?,?,?,?,?) WHERE id = ?`,
    );
    this.#remove = this.#prepare('DELETE FROM items WHERE id = ?');
  }

  select(key: Key): StoredRow | undefined {
    const row = this.#select.get(key.pk, key.sk) as unknown as
      readonly [number, number, number, string | Uint8Array, ...(string | null)[]] | undefined;
    if (!row) return undefined;
    const [id, size, checksum, body, ...indexKeys] = row;
    return { id, size, checksum, body, indexKeys };
  }

  /** @throws StoreCorrupt when the row does not hold what was written under this key */
  itemOf(key: Key, row: ItemBody): Item {
    const item = decodeItem(row);
    if (item?.pk === key.pk && item.sk === key.sk) return item;
    const { path } = this.#database;
    throw new StoreCorrupt(`an item of ${key.pk} in the store file ${path} is damaged: restore a backup`);
  }

  /** Makes the row of `key` go from `before`, as selected, to `after`. */
  write(key: Key, before: StoredRow | undefined, after: NewRow | undefined): void {
    if (!after) {
      if (before) this.#remove.run(before.id);
      return;
    }
    const { size, checksum, body, indexKeys } = after;
    if (!before) this.#insert.run(size, checksum, body, ...indexKeys, key.pk, key.sk);
    else if (isSame(indexKeys, before.indexKeys)) {
      this.#replace.run(size, checksum, body, before.id);
    } else this.#replaceWithIndexKeys.run(size, checksum, body, ...indexKeys, before.id);
  }

  /** The rows of a partition in order. @param after the sort key to go on behind, in that order */
  *partition(
    pk: string,
    bounds: SortKeyBounds,
    after: string | undefined,
    descending: boolean,
  ): Generator<SortedRow> {
    const lower = after !== undefined && !descending ? 'sk > ?' : 'sk >= ?';
    const upper = after !== undefined && descending ? 'sk < ?' : 'sk <= ?';
    const statement = this.#prepare(
      `SELECT sk, size, checksum, body FROM items WHERE pk = ? AND ${lower} AND ${upper} ORDER BY sk ${descending ? 'DESC' : 'ASC'}`,
    );
    const [from, to] = sortKeyParameters(bounds);
    const rows = statement.iterate(
      pk,
      after !== undefined && !descending ? after : from,
      after !== undefined && descending ? after : to,
    ) as unknown as Iterable<readonly [string, number, number, string | Uint8Array]>;
    for (const [sk, size, checksum, body] of rows) yield { sk, size, checksum, body };
  }

  /** The rows of an index partition in order. @param after the row to go on behind, in that order */
  indexPartition(
    index: IndexName,
    pk: string,
    bounds: SortKeyBounds,
    after: IndexEntry | undefined,
    descending: boolean,
  ): Iterable<IndexEntry> {
    const order = descending ? 'DESC' : 'ASC';
    const further = after ? `AND (${index}sk, pk, sk) ${descending ? '<' : '>'} (?, ?, ?)` : '';
    const statement = this.#prepare(
      `SELECT ${index}pk, ${index}sk, pk, sk FROM items
       WHERE ${index}pk = ? AND ${index}sk >= ? AND ${index}sk <= ? ${further}
       ORDER BY ${index}sk ${order}, pk ${order}, sk ${order}`,
    );
    const parameters = [pk, ...sortKeyParameters(bounds), ...(after?.slice(1) ?? [])];
    return statement.iterate(...parameters) as unknown as Iterable<IndexEntry>;
  }

  /** Reads the whole file, every item against its checksum and key. @returns what is damaged, one line each */
  verify(): readonly string[] {
    const damaged = [...this.#database.verify()];
    const all = this.#prepare(`SELECT pk, sk, checksum, body, ${indexKeyColumns.join(', ')} FROM items`);
    const rows = all.iterate() as unknown as Iterable<
      readonly [string, string, number, string | Uint8Array, ...(string | null)[]]
    >;
    for (const [pk, sk, checksum, body, ...indexKeys] of rows) {
      const item = decodeItem({ body, checksum });
      const sound = item?.pk === pk && item.sk === sk && isSame(indexKeysOf(item), indexKeys);
      if (!sound) damaged.push(`item ${pk} ${sk}`);
    }
    return damaged;
  }

  /** Rows as arrays, which cost half of rows as objects. */
  #prepare(sql: string): StatementSync {
    const statement = this.#database.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  }
}

function indexKeysOf(item: Item): IndexKeys {
  return indexNames.flatMap((index) => {
    const [pk, sk] = [item[`${index}pk`], item[`${index}sk`]];
    return typeof pk === 'string' && typeof sk === 'string' ? [pk, sk] : [null, null];
  });
}

function isSame(one: IndexKeys, other: IndexKeys): boolean {
  return one.every((text, at) => text === other[at]);
}

// SQLite orders every blob behind every text, so this one is behind all sort keys.
const behindAllText = new Uint8Array();

function sortKeyParameters({ from = '', to }: SortKeyBounds): [string, string | Uint8Array] {
  return [from, to ?? behindAllText];
}
