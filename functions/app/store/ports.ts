import type { Result } from '../../domain/result/result.ts';

/** Where an item lives: partition and sort key, both non-empty text (pk ≤ 2,048 bytes, sk ≤ 1,024 bytes). */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** What an attribute may hold. Numbers are safe integers: DynamoDB has no floats we would want, money has none. */
export type Value =
  string | number | boolean | null | Uint8Array | readonly Value[] | { readonly [name: string]: Value };

/** An item: its key, its attributes, and for each index it is in both `gsiNpk` and `gsiNsk` (text). ≤ 400 KB. */
export type Item = Key & { readonly [attribute: string]: Value };

export type IndexName = 'gsi1' | 'gsi2' | 'gsi3';

/**
 * What must hold of the stored item for an action to happen. Comparison is within one type (text by UTF-8 bytes,
 * numbers by value); a comparison with an absent attribute is false, also for `<>`.
 */
export type Condition =
  | { readonly exists: boolean }
  | {
      readonly attribute: string;
      readonly is: '=' | '<>' | '<' | '<=' | '>' | '>=';
      readonly value: string | number | boolean;
    }
  | { readonly attribute: string; readonly present: boolean }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

/** One change of a transaction; a transaction has at most one action an item. */
export type Action =
  | { readonly put: Item; readonly if?: Condition }
  | {
      /** Creates the item when it is absent, as DynamoDB's UpdateItem does; `add` starts from 0. */
      readonly update: Key;
      readonly set?: Readonly<Record<string, Value>>;
      readonly add?: Readonly<Record<string, number>>;
      readonly remove?: readonly string[];
      readonly if?: Condition;
    }
  | { readonly delete: Key; readonly if?: Condition }
  | { readonly check: Key; readonly if: Condition };

/** Why a transaction did not happen: one reason an action, in the actions' order. */
export interface Cancelled {
  readonly kind: 'cancelled';
  readonly reasons: readonly CancellationReason[];
}

export type CancellationReason =
  | { readonly code: 'none' }
  /** The condition did not hold; `item` is what is stored, if anything. */
  | { readonly code: 'condition-failed'; readonly item?: Item }
  /** Another transaction held the item, and the engine's own retries ran out: try again. */
  | { readonly code: 'conflict' };

export interface SortKeyRange {
  readonly beginsWith?: string;
  /** Inclusive bounds. */
  readonly from?: string;
  readonly to?: string;
}

export interface QueryInput {
  readonly pk: string;
  readonly sk?: SortKeyRange;
  /** Items a page; a page also ends at 1 MB. */
  readonly limit?: number;
  readonly cursor?: string;
  readonly descending?: boolean;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; absent on the last page. */
  readonly cursor?: string;
}

/** A row of an index: the item's key and where the index holds it. Indexes lag, so they find and never decide. */
export interface IndexRow extends Key {
  readonly indexSk: string;
}

/**
 * The one store, with DynamoDB's semantics. Reads of items are strongly consistent, reads of an index are not.
 * Every write is a transaction, on disk before the promise resolves.
 *
 * Engines retry throttling, conflicts and lost answers themselves under the transaction's own token, so a
 * transaction happens once. Transient failure beyond that rejects with an Error named `StoreUnavailable`;
 * breaking a limit (100 actions, 4 MB, 400 KB an item, two actions on one item) throws a RangeError.
 */
export interface Table {
  get(key: Key): Promise<Item | undefined>;
  /** Up to 100 keys; items come back in the keys' order, undefined where there is none. */
  getMany(keys: readonly Key[]): Promise<readonly (Item | undefined)[]>;
  query(input: QueryInput): Promise<Page<Item>>;
  queryIndex(index: IndexName, input: QueryInput): Promise<Page<IndexRow>>;
  transact(actions: readonly Action[]): Promise<Result<void, Cancelled>>;
}
