import type { Fen } from '../money/fen.ts';

/** Where a payment of a chunk stands towards the bank; each payment sent is in exactly one (invariants.md 8). */
export const outcomes = ['outstanding', 'settled', 'returned', 'rejected', 'disputed'] as const;

export type Outcome = (typeof outcomes)[number];

/**
 * The outcomes of a chunk's payments, by position: a byte each, and the fingerprint of the bank's entry that settled
 * each, so that the same entry again is told from the bank paying twice. 5 bytes a payment instead of a row.
 */
export interface ChunkOutcomes {
  readonly codes: Uint8Array;
  readonly settledBy: Uint32Array;
  /** Fingerprint of the entry that took a payment out of `settled` or `outstanding`, by position; few. */
  readonly changedBy: ReadonlyMap<number, number>;
}

/** Position not in the roll: left out after its place was given. */
const absent = 255;
/** No entry yet; and: a return came before the debit it returns, which must have happened. */
const noEntry = 0;
const impliedEntry = 1;

export function freshOutcomes(size: number, leftOut: Iterable<number>): ChunkOutcomes {
  const codes = new Uint8Array(size);
  for (const position of leftOut) codes[position] = absent;
  return { codes, settledBy: new Uint32Array(size), changedBy: new Map() };
}

export function outcomeAt({ codes }: ChunkOutcomes, position: number): Outcome | undefined {
  return outcomes[codes[position] ?? absent];
}

/**
 * 32 bits that tell a bank's entries for one payment apart (FNV-1a). Two entries of the same payment collide once
 * in four thousand million; the amount is compared all the same.
 */
export function fingerprintOf(entry: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < entry.length; at += 1) {
    hash = Math.imul(hash ^ entry.charCodeAt(at), 0x01000193);
  }
  const positive = hash >>> 0;
  return positive > impliedEntry ? positive : positive + 2;
}

/** What a bank says of one payment. */
export interface PaymentNews {
  /** `debit`: it was paid; `credit`: it came back; `rejection`: it will not be paid. */
  readonly kind: 'debit' | 'credit' | 'rejection';
  readonly position: number;
  /** What was instructed. */
  readonly instructedFen: Fen;
  /** What the bank says; a rejection need not say. */
  readonly amountFen: Fen | undefined;
  readonly fingerprint: number;
}

/** Why a line stands as an exception. */
export type Break =
  | 'amount-differs'
  | 'duplicate'
  | 'not-sent'
  | 'paid-after-rejection'
  | 'rejected-after-settlement'
  | 'return-amount-differs'
  | 'unexpected-credit'
  | 'late-return';

export type NewsOutcome =
  /** The first to say so. `implied`: the debit that a return proves has not been seen itself. */
  | { readonly kind: 'settled' }
  | { readonly kind: 'returned'; readonly implied: boolean }
  | { readonly kind: 'rejected' }
  /** Another amount than instructed: the payment is disputed until a person knows. */
  | { readonly kind: 'disputed' }
  /** Said before: nothing changes, but that a debit that was implied may be `seen` by now. */
  | { readonly kind: 'repeated'; readonly outcome: Outcome; readonly seen: boolean }
  | { readonly kind: 'break'; readonly reason: Break };

/**
 * Gives every outstanding payment of a chunk one outcome at once: the bank speaks of the file as a whole.
 * @returns the outcomes afterwards, and the positions that changed
 */
export function takeAllOutstanding(
  before: ChunkOutcomes,
  outcome: 'settled' | 'rejected',
  fingerprint: number,
): { readonly after: ChunkOutcomes; readonly positions: readonly number[] } {
  const codes = Uint8Array.from(before.codes);
  const settledBy = Uint32Array.from(before.settledBy);
  const positions: number[] = [];
  for (const [position, code] of codes.entries()) {
    if (outcomes[code] !== 'outstanding') continue;
    codes[position] = outcomes.indexOf(outcome);
    if (outcome === 'settled') settledBy[position] = fingerprint;
    positions.push(position);
  }
  return { after: { codes, settledBy, changedBy: before.changedBy }, positions };
}

/** A chunk's outcomes while a message is read over them. */
export interface OpenOutcomes {
  /** Takes one piece of news, in the order of the message. Always compares the amount. */
  take(news: PaymentNews): NewsOutcome;
  result(): ChunkOutcomes;
}

/**
 * Opens a chunk's outcomes for changes; what was handed in stays as it is.
 * @param closed the run's return window is over: what comes back now is an exception
 */
export function openOutcomes(before: ChunkOutcomes, closed: boolean): OpenOutcomes {
  const codes = Uint8Array.from(before.codes);
  const settledBy = Uint32Array.from(before.settledBy);
  const changedBy = new Map(before.changedBy);

  const set = (position: number, outcome: Outcome): void => {
    codes[position] = outcomes.indexOf(outcome);
  };

  function debit(news: PaymentNews, outcome: Outcome): NewsOutcome {
    const { position, fingerprint } = news;
    const seen = settledBy[position] ?? noEntry;
    if (outcome === 'outstanding') {
      settledBy[position] = fingerprint;
      if (news.amountFen === news.instructedFen) {
        set(position, 'settled');
        return { kind: 'settled' };
      }
      set(position, 'disputed');
      return { kind: 'disputed' };
    }
    if (outcome === 'rejected') return { kind: 'break', reason: 'paid-after-rejection' };
    if (seen === fingerprint) return { kind: 'repeated', outcome, seen: false };
    if (seen === impliedEntry && news.amountFen === news.instructedFen) {
      settledBy[position] = fingerprint;
      return { kind: 'repeated', outcome, seen: true };
    }
    return { kind: 'break', reason: seen === impliedEntry ? 'amount-differs' : 'duplicate' };
  }

  function credit(news: PaymentNews, outcome: Outcome): NewsOutcome {
    const { position, fingerprint } = news;
    if (outcome === 'returned') {
      if (changedBy.get(position) === fingerprint) return { kind: 'repeated', outcome, seen: false };
      return { kind: 'break', reason: 'duplicate' };
    }
    if (outcome === 'rejected' || outcome === 'disputed')
      return { kind: 'break', reason: 'unexpected-credit' };
    if (closed) return { kind: 'break', reason: 'late-return' };
    if (news.amountFen !== news.instructedFen) return { kind: 'break', reason: 'return-amount-differs' };
    const implied = outcome === 'outstanding';
    if (implied) settledBy[position] = impliedEntry;
    changedBy.set(position, fingerprint);
    set(position, 'returned');
    return { kind: 'returned', implied };
  }

  function rejection(news: PaymentNews, outcome: Outcome): NewsOutcome {
    const { position, fingerprint } = news;
    if (outcome === 'rejected') return { kind: 'repeated', outcome, seen: false };
    if (outcome !== 'outstanding') return { kind: 'break', reason: 'rejected-after-settlement' };
    if (news.amountFen !== undefined && news.amountFen !== news.instructedFen) {
      return { kind: 'break', reason: 'amount-differs' };
    }
    changedBy.set(position, fingerprint);
    set(position, 'rejected');
    return { kind: 'rejected' };
  }

  return {
    take(news) {
      const outcome = outcomes[codes[news.position] ?? absent];
      if (outcome === undefined) return { kind: 'break', reason: 'not-sent' };
      if (news.kind === 'debit') return debit(news, outcome);
      if (news.kind === 'credit') return credit(news, outcome);
      return rejection(news, outcome);
    },
    result: () => ({ codes, settledBy, changedBy }),
  };
}
