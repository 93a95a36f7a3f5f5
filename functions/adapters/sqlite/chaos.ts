import { compareText, isWithin, type SortKeyBounds } from '../table/sort-key-bounds.ts';
import type { IndexEntry } from './item-rows.ts';

/** What a distributed store does now and then, on demand and the same for the same seed (design.md, decision 1). */
export interface ChaosOptions {
  readonly seed: number;
  /** Rows of an index appear and disappear up to 8 transactions or index reads late. */
  readonly indexLag?: boolean;
  /** The share of transactions, 0 to 1, that are cancelled as if another one held an item. */
  readonly conflictShare?: number;
}

const longestLag = 8;

/** @returns numbers in [0, 1), the same for the same seed (mulberry32) */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * What readers of the indexes must not see yet, and still see. It is kept beside the indexes, which are always
 * right on disk, so a restart merely ends the lag.
 */
export class IndexLag {
  readonly #random: () => number;
  readonly #hidden = new Map<string, number>();
  readonly #ghosts = new Map<
    string,
    { readonly index: string; readonly entry: IndexEntry; readonly until: number }
  >();
  #tick = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Time passes with every transaction and every index read, so whoever polls gets there. */
  advance(): void {
    this.#tick += 1;
    for (const [key, until] of this.#hidden) if (until <= this.#tick) this.#hidden.delete(key);
    for (const [key, ghost] of this.#ghosts) if (ghost.until <= this.#tick) this.#ghosts.delete(key);
  }

  added(index: string, entry: IndexEntry): void {
    const key = JSON.stringify([index, entry]);
    if (!this.#ghosts.delete(key)) this.#hidden.set(key, this.#later());
  }

  removed(index: string, entry: IndexEntry): void {
    const key = JSON.stringify([index, entry]);
    if (!this.#hidden.delete(key)) this.#ghosts.set(key, { index, entry, until: this.#later() });
  }

  /** An index query as a lagging reader gets it. @param rows all that are within the bounds, ascending */
  see(
    index: string,
    pk: string,
    rows: Iterable<IndexEntry>,
    bounds: SortKeyBounds,
    after: IndexEntry | undefined,
    descending: boolean,
  ): IndexEntry[] {
    this.advance();
    const seen = [...rows].filter((row) => !this.#hidden.has(JSON.stringify([index, row])));
    for (const { entry, index: its } of this.#ghosts.values()) {
      if (its === index && entry[0] === pk && isWithin(entry[1], bounds)) seen.push(entry);
    }
    const direction = descending ? -1 : 1;
    return seen
      .filter((row) => after === undefined || compareEntries(row, after) * direction > 0)
      .sort((one, other) => compareEntries(one, other) * direction);
  }

  #later(): number {
    return this.#tick + 1 + Math.floor(this.#random() * longestLag);
  }
}

function compareEntries(one: IndexEntry, other: IndexEntry): number {
  return compareText(one[1], other[1]) || compareText(one[2], other[2]) || compareText(one[3], other[3]);
}
