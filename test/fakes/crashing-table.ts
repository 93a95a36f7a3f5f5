import type { Action, Table } from '../../functions/app/store/ports.ts';

/** What a process that dies leaves its callers with. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** A store whose user is killed once: before the nth transaction is made, or after it is on disk and before it answers. */
export class CrashingTable {
  transactions = 0;
  /** Told at the moment of a crash, with the store as it is left. */
  onCrash: () => void = () => undefined;
  #at = Infinity;
  #when: 'before' | 'after' = 'before';

  /** Counts from here. @param at the transaction that is struck, from 1 */
  arm(at: number, when: 'before' | 'after'): void {
    this.transactions = 0;
    this.#at = at;
    this.#when = when;
  }

  wrap(table: Table): Table {
    return {
      get: (key) => table.get(key),
      getMany: (keys) => table.getMany(keys),
      query: (input) => table.query(input),
      queryIndex: (index, input) => table.queryIndex(index, input),
      transact: async (actions: readonly Action[]) => {
        this.transactions += 1;
        const isStruck = this.transactions === this.#at;
        if (isStruck && this.#when === 'before') this.#crash('before');
        const result = await table.transact(actions);
        if (isStruck) this.#crash('after');
        return result;
      },
    };
  }

  #crash(when: 'before' | 'after'): never {
    this.onCrash();
    throw new Crash(`${when} transaction ${String(this.#at)}`);
  }
}
