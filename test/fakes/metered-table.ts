import { indexNames, keyOf, measureItem } from '../../functions/adapters/table/limits.ts';
import type { Action, IndexName, Item, Table } from '../../functions/app/store/ports.ts';

/** What DynamoDB would bill: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html */
export interface StoreUse {
  /** Request units. A strongly consistent read is one for each 4 KB, of an index (eventually consistent) half of one. */
  readUnits: number;
  /** One for each KB, two in a transaction; one for each entry of an index that comes, goes or moves. */
  writeUnits: number;
  requests: number;
  /** By which the table has grown. */
  storedBytes: number;
  /** Rows put in the outbox: each is relayed, in one invocation at most. */
  outboxRows: number;
}

export function noUse(): StoreUse {
  return { readUnits: 0, writeUnits: 0, requests: 0, storedBytes: 0, outboxRows: 0 };
}

const unitsOf = (bytes: number, unitBytes: number): number => Math.max(1, Math.ceil(bytes / unitBytes));
const sizeOf = (item: Item | undefined): number => (item ? measureItem(item).size : 0);

/** Bytes that an index adds to each of its entries, which hold keys alone. */
const indexEntryBytes = 100;

/** A table that counts into `use` what each call would cost, by the sizes of the items that it meets. */
export function meteredTable(table: Table, use: StoreUse): Table {
  const read = (units: number): void => {
    use.requests += 1;
    use.readUnits += units;
  };
  return {
    async get(key) {
      const item = await table.get(key);
      read(unitsOf(sizeOf(item), 4_096));
      return item;
    },
    async getMany(keys) {
      const items = await table.getMany(keys);
      read(items.reduce((sum, item) => sum + unitsOf(sizeOf(item), 4_096), 0));
      return items;
    },
    async query(input) {
      const page = await table.query(input);
      read(
        unitsOf(
          page.items.reduce((sum, item) => sum + sizeOf(item), 0),
          4_096,
        ),
      );
      return page;
    },
    async queryIndex(index, input) {
      const page = await table.queryIndex(index, input);
      const bytes = page.items.reduce(
        (sum, { pk, sk, indexSk }) => sum + Buffer.byteLength(pk + sk + indexSk + input.pk) + indexEntryBytes,
        0,
      );
      read(unitsOf(bytes, 4_096) / 2);
      return page;
    },
    async transact(actions) {
      const keys = actions.map(keyOf);
      const before = await table.getMany(keys);
      const result = await table.transact(actions);
      const after = result.ok ? await table.getMany(keys) : before;
      use.requests += 1;
      for (const [at, action] of actions.entries()) {
        const [old, now] = [before[at], after[at]];
        use.writeUnits += 2 * unitsOf(Math.max(sizeOf(old), sizeOf(now), sizePut(action)), 1_024);
        use.writeUnits += indexNames.reduce((sum, index) => sum + indexWrites(index, old, now), 0);
        use.storedBytes += sizeOf(now) - sizeOf(old);
        if (result.ok && 'put' in action && action.put.pk.startsWith('OUTBOX#')) use.outboxRows += 1;
      }
      return result;
    },
  };
}

/** What a refused put would have written is billed all the same. */
function sizePut(action: Action): number {
  return 'put' in action ? sizeOf(action.put) : 0;
}

/** Entries of an index written: one that comes or goes is one write, one that moves is both. */
function indexWrites(index: IndexName, old: Item | undefined, now: Item | undefined): number {
  const [from, to] = [entryOf(index, old), entryOf(index, now)];
  if (from === to) return 0;
  return (from === undefined ? 0 : 1) + (to === undefined ? 0 : 1);
}

function entryOf(index: IndexName, item: Item | undefined): string | undefined {
  const pk = item?.[`${index}pk`];
  return pk === undefined ? undefined : JSON.stringify([pk, item?.[`${index}sk`]]);
}
