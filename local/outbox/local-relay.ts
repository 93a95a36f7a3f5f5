import type { SqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { type OutboxSinks, deliver } from '../../functions/app/outbox/deliver.ts';
import { outboxPk, outboxShards } from '../../functions/app/outbox/outbox-row.ts';
import { itemPages } from '../../functions/app/store/pages.ts';
import type { Action, Item } from '../../functions/app/store/ports.ts';

export interface LocalRelay {
  /** Rows not yet delivered that this process knows of. */
  readonly backlog: number;
  /** Whether something is being delivered, or about to be. */
  readonly isBusy: boolean;
  /** Resolves when nothing is being delivered; rows that wait for another try do not count. */
  idle(): Promise<void>;
  /** Lets what is being delivered end; the rest stands in the store for the next start. */
  stop(): Promise<void>;
}

export interface LocalRelayOptions {
  readonly table: SqliteTable;
  readonly sinks: OutboxSinks;
  readonly reportFault: (fault: unknown) => void;
}

/** Deliveries at once; the engine has a queue of its own. */
const concurrency = 64;
/** A row ends with its deletion and at most one notice: under a transaction's hundred. */
const rowsATransaction = 48;
const firstRetryMilliseconds = 200;
const longestRetryMilliseconds = 60_000;

/**
 * The stream's part in the one-machine home: outbox rows are delivered as soon as their transaction is on disk, and
 * those a stopped process left behind when it starts again. A row that fails is tried again, later each time, and the
 * rest flows past it.
 */
export async function startLocalRelay({ table, sinks, reportFault }: LocalRelayOptions): Promise<LocalRelay> {
  const queue: { row: Item; tries: number }[] = [];
  const retries = new Set<NodeJS.Timeout>();
  let first = 0;
  let working = 0;
  let stopped = false;
  let idleWaiters: (() => void)[] = [];

  const take = (row: Item, tries: number): void => {
    if (stopped) return;
    queue.push({ row, tries });
    pump();
  };

  const pump = (): void => {
    while (working < concurrency && first < queue.length) {
      const next = queue[first];
      first += 1;
      if (first === queue.length) {
        queue.length = 0;
        first = 0;
      }
      if (next) void work(next.row, next.tries);
    }
    if (working === 0) {
      for (const wake of idleWaiters) wake();
      idleWaiters = [];
    }
  };

  const work = async (row: Item, tries: number): Promise<void> => {
    working += 1;
    try {
      await takeOut(await deliver(row, sinks));
    } catch (fault) {
      reportFault(fault);
      const wait = Math.min(firstRetryMilliseconds * 2 ** tries, longestRetryMilliseconds);
      const timer = setTimeout(() => {
        retries.delete(timer);
        take(row, tries + 1);
      }, wait);
      timer.unref();
      retries.add(timer);
    } finally {
      working -= 1;
      pump();
    }
  };

  // Rows delivered in one turn of the event loop are taken out together: one transaction for many.
  let ending: { readonly actions: readonly Action[]; readonly ended: PromiseWithResolvers<undefined> }[] = [];
  const takeOut = (actions: readonly Action[]): Promise<undefined> => {
    const ended = Promise.withResolvers<undefined>();
    if (ending.length === 0) setImmediate(() => void flush());
    ending.push({ actions, ended });
    return ended.promise;
  };
  const flush = async (): Promise<void> => {
    const batch = ending.slice(0, rowsATransaction);
    ending = ending.slice(batch.length);
    if (ending.length > 0) setImmediate(() => void flush());
    try {
      const written = await table.transact(batch.flatMap(({ actions }) => actions));
      if (!written.ok) throw new Error('outbox rows were not taken out', { cause: written.error });
      for (const { ended } of batch) ended.resolve(undefined);
    } catch (fault) {
      for (const { ended } of batch) ended.reject(fault);
    }
  };

  // Listening comes first: a row put while the leftovers are read is then delivered twice rather than never.
  table.onPut('OUTBOX#', (row) => take(row, 0));
  for (let shard = 0; shard < outboxShards; shard += 1) {
    for await (const rows of itemPages(table, { pk: outboxPk(shard) })) {
      for (const row of rows) take(row, 0);
    }
  }

  const idle = async (): Promise<void> => {
    if (working === 0 && queue.length === 0) return;
    await new Promise<void>((resolve) => idleWaiters.push(resolve));
  };
  return {
    get backlog() {
      return queue.length - first + working + retries.size;
    },
    get isBusy() {
      return working > 0 || queue.length > 0;
    },
    idle,
    async stop() {
      stopped = true;
      queue.length = 0;
      first = 0;
      for (const timer of retries) clearTimeout(timer);
      await idle();
    },
  };
}
