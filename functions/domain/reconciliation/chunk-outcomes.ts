import { addFen, type Fen, subtractFen, zeroFen } from '../money/fen.ts';

/** Where a payment of a chunk stands towards the bank; each payment sent is in exactly one (invariants.md 8). */
export const outcomes = ['outstanding', 'settled', 'returned', 'rejected', 'disputed'] as const;

export type Outcome = (typeof outcomes)[number];

/** What the bank booked of a payment beside the one debit that was instructed. */
export interface Irregular {
  /** Each debited beyond what was instructed and not put right so far; negative where it was less. */
  readonly openFen: readonly Fen[];
  /** Fingerprints of the lines that made it so, and of those that put it right. */
  readonly entries: readonly number[];
}

/**
 * The outcomes of a chunk's payments, by position: a byte each, and the fingerprint of the bank's entry that settled
 * each, so that the same entry again is told from the bank paying twice. 5 bytes a payment instead of a row.
 */
export interface ChunkOutcomes {
  readonly codes: Uint8Array;
  readonly settledBy: Uint32Array;
  /** Fingerprint of the entry that took a payment out of `settled` or `outstanding`, by position; few. */
  readonly changedBy: ReadonlyMap<number, number>;
  readonly irregular: ReadonlyMap<number, Irregular>;
  /** Payments that the bank has said by themselves it will make; that it made them, a statement says. */
  readonly accepted: ReadonlySet<number>;
  /**
   * Debits and returns that a notification (camt.054) has told and no statement so far: the statement tells them again,
   * and not every bank gives both the same number.
   */
  readonly announced: { readonly debits: ReadonlySet<number>; readonly returns: ReadonlySet<number> };
}

/** Position not in the roll: left out after its place was given. */
const absent = 255;
/** No entry yet; and: a return came before the debit it returns, which must have happened. */
const noEntry = 0;
const impliedEntry = 1;

export function freshOutcomes(size: number, leftOut: Iterable<number>): ChunkOutcomes {
  const codes = new Uint8Array(size);
  for (const position of leftOut) codes[position] = absent;
  return {
    codes,
    settledBy: new Uint32Array(size),
    changedBy: new Map(),
    irregular: new Map(),
    accepted: new Set(),
    announced: { debits: new Set(), returns: new Set() },
  };
}

export function outcomeAt({ codes }: ChunkOutcomes, position: number): Outcome | undefined {
  return outcomes[codes[position] ?? absent];
}

/**
 * Whether a payment was refused only because its whole file was: it may go out again without being asked for. A
 * refusal of the payment itself names the entry that brought it.
 */
export function isRefusedWithFile(all: ChunkOutcomes, position: number): boolean {
  return outcomeAt(all, position) === 'rejected' && !all.changedBy.has(position);
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
  /**
   * `debit`: it was paid; `credit`: it came back; `acceptance`, `rejection`: it will or will not be paid; `correction-…`: the bank reverses
   * what it booked, by taking or giving the difference.
   */
  readonly kind: 'debit' | 'credit' | 'acceptance' | 'rejection' | 'correction-debit' | 'correction-credit';
  readonly position: number;
  /** What was instructed. */
  readonly instructedFen: Fen;
  /** What the bank says; an acceptance or rejection need not say. */
  readonly amountFen: Fen | undefined;
  readonly fingerprint: number;
  /** Told ahead of the statement, which has the last word. */
  readonly isAnnouncement: boolean;
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
  | 'unexpected-debit'
  | 'late-return';

export type NewsOutcome =
  /** The first to say so. `implied`: the debit that a return proves has not been seen itself. */
  | { readonly kind: 'settled' }
  | { readonly kind: 'returned'; readonly implied: boolean }
  | { readonly kind: 'rejected' }
  /** It is outstanding all the same, until a statement says that it was paid. */
  | { readonly kind: 'accepted' }
  /** Another amount than instructed: the payment is disputed until the bank puts it right, or a person knows. */
  | { readonly kind: 'disputed' }
  /** All that the bank debited of a disputed payment came back: the differences that are closed by it. */
  | { readonly kind: 'dispute-returned'; readonly undoneFen: readonly Fen[] }
  /**
   * The bank put right what it had booked wrongly: in part, in whole, and with it a dispute is over. Suspense is split
   * by shares difference by difference, so it is told which are closed and what stays open in their place.
   */
  | {
      readonly kind: 'corrected';
      readonly isWhole: boolean;
      readonly settles: boolean;
      readonly undoneFen: readonly Fen[];
      readonly leftFen: readonly Fen[];
    }
  /** Said before: nothing changes. */
  | { readonly kind: 'repeated'; readonly outcome: Outcome }
  | { readonly kind: 'break'; readonly reason: Break };

/**
 * Gives every outstanding payment of a chunk one outcome at once: the bank speaks of the file as a whole.
 * @param isInFile whether a position stands in that file: a chunk may begin in one and end in the next
 * @returns the outcomes afterwards, and the positions that changed
 */
export function takeAllOutstanding(
  before: ChunkOutcomes,
  outcome: 'settled' | 'rejected',
  fingerprint: number,
  isInFile: (position: number) => boolean,
): { readonly after: ChunkOutcomes; readonly positions: readonly number[] } {
  const codes = Uint8Array.from(before.codes);
  const settledBy = Uint32Array.from(before.settledBy);
  const positions: number[] = [];
  for (const [position, code] of codes.entries()) {
    if (outcomes[code] !== 'outstanding' || !isInFile(position)) continue;
    codes[position] = outcomes.indexOf(outcome);
    if (outcome === 'settled') settledBy[position] = fingerprint;
    positions.push(position);
  }
  return { after: { ...before, codes, settledBy }, positions };
}

/** A chunk's outcomes while a message is read over them. */
export interface OpenOutcomes {
  /** Takes one piece of news, in the order of the message. Always compares the amount. */
  take(news: PaymentNews): NewsOutcome;
  /** What the outcomes are by now, and whether that is not what they were. */
  result(): { readonly after: ChunkOutcomes; readonly changed: boolean };
}

/**
 * Opens a chunk's outcomes for changes; what was handed in stays as it is.
 * @param closed the run's return window is over: what comes back now is an exception
 */
export function openOutcomes(before: ChunkOutcomes, closed: boolean): OpenOutcomes {
  const codes = Uint8Array.from(before.codes);
  const settledBy = Uint32Array.from(before.settledBy);
  const changedBy = new Map(before.changedBy);
  const irregular = new Map(before.irregular);
  const accepted = new Set(before.accepted);
  const announced = {
    debits: new Set(before.announced.debits),
    returns: new Set(before.announced.returns),
  };
  let changed = false;

  const isBreak = (reason: Break): NewsOutcome => ({ kind: 'break', reason });

  function set(position: number, outcome: Outcome): void {
    codes[position] = outcomes.indexOf(outcome);
    changed = true;
  }

  function openOf(position: number): readonly Fen[] {
    return irregular.get(position)?.openFen ?? [];
  }

  function setOpen({ position, fingerprint }: PaymentNews, openFen: readonly Fen[]): void {
    const entries = irregular.get(position)?.entries ?? [];
    irregular.set(position, { openFen, entries: [...entries, fingerprint] });
    changed = true;
  }

  function isKnownIrregular({ position, fingerprint }: PaymentNews): boolean {
    return irregular.get(position)?.entries.includes(fingerprint) ?? false;
  }

  /** The first to tell of a debit or a return: whether a statement is still to tell it again. */
  function markTold(told: Set<number>, { position, isAnnouncement }: PaymentNews): void {
    if (isAnnouncement) told.add(position);
    else if (told.delete(position)) changed = true;
  }

  /**
   * Whether a statement's entry is the one that a notification told ahead of it, or a notification's the one that a
   * statement told before: each is paired once, so a second entry of the statement stays a second one.
   */
  function isToldAgain(told: ReadonlySet<number>, { position, isAnnouncement }: PaymentNews): boolean {
    return isAnnouncement !== told.has(position);
  }

  function debit(news: PaymentNews, outcome: Outcome): NewsOutcome {
    const { position, fingerprint, instructedFen, amountFen = zeroFen } = news;
    if (outcome === 'rejected') return isBreak('paid-after-rejection');
    if (outcome === 'outstanding') {
      settledBy[position] = fingerprint;
      markTold(announced.debits, news);
      if (amountFen === instructedFen) {
        set(position, 'settled');
        return { kind: 'settled' };
      }
      set(position, 'disputed');
      setOpen(news, [...openOf(position), subtractFen(amountFen, instructedFen)]);
      return { kind: 'disputed' };
    }
    const seen = settledBy[position] ?? noEntry;
    if (seen === fingerprint) {
      if (!news.isAnnouncement) markTold(announced.debits, news);
      return { kind: 'repeated', outcome };
    }
    if (seen === impliedEntry) {
      if (amountFen !== instructedFen) return isBreak('amount-differs');
      settledBy[position] = fingerprint;
      changed = true;
      markTold(announced.debits, news);
      return { kind: 'repeated', outcome };
    }
    if (outcome !== 'disputed' && amountFen === instructedFen && isToldAgain(announced.debits, news)) {
      if (!news.isAnnouncement) {
        settledBy[position] = fingerprint;
        markTold(announced.debits, news);
      }
      return { kind: 'repeated', outcome };
    }
    if (!isKnownIrregular(news)) setOpen(news, [...openOf(position), amountFen]);
    return isBreak('duplicate');
  }

  function credit(news: PaymentNews, outcome: Outcome): NewsOutcome {
    const { position, fingerprint, instructedFen, amountFen } = news;
    if (outcome === 'returned') {
      if (changedBy.get(position) === fingerprint) {
        if (!news.isAnnouncement) markTold(announced.returns, news);
        return { kind: 'repeated', outcome };
      }
      if (amountFen === instructedFen && isToldAgain(announced.returns, news)) {
        if (!news.isAnnouncement) {
          changedBy.set(position, fingerprint);
          markTold(announced.returns, news);
        }
        return { kind: 'repeated', outcome };
      }
      return isBreak('duplicate');
    }
    if (outcome === 'rejected') return isBreak('unexpected-credit');
    if (closed) return isBreak('late-return');
    const surplusFen = outcome === 'disputed' ? addFen(...openOf(position)) : zeroFen;
    if (amountFen !== addFen(instructedFen, surplusFen)) return isBreak('return-amount-differs');
    changedBy.set(position, fingerprint);
    markTold(announced.returns, news);
    set(position, 'returned');
    if (outcome === 'disputed') {
      const undoneFen = openOf(position);
      setOpen(news, []);
      return { kind: 'dispute-returned', undoneFen };
    }
    const implied = outcome === 'outstanding';
    if (implied) settledBy[position] = impliedEntry;
    return { kind: 'returned', implied };
  }

  function acceptance(news: PaymentNews, outcome: Outcome): NewsOutcome {
    const { position, instructedFen, amountFen = instructedFen } = news;
    if (amountFen !== instructedFen) return isBreak('amount-differs');
    if (outcome !== 'outstanding' || accepted.has(position)) return { kind: 'repeated', outcome };
    accepted.add(position);
    changed = true;
    return { kind: 'accepted' };
  }

  function rejection(news: PaymentNews, outcome: Outcome): NewsOutcome {
    const { position, fingerprint, instructedFen, amountFen = instructedFen } = news;
    if (outcome === 'rejected') return { kind: 'repeated', outcome };
    if (outcome !== 'outstanding') return isBreak('rejected-after-settlement');
    if (amountFen !== instructedFen) return isBreak('amount-differs');
    changedBy.set(position, fingerprint);
    set(position, 'rejected');
    return { kind: 'rejected' };
  }

  function correction(news: PaymentNews, outcome: Outcome): NewsOutcome {
    const { kind, position, amountFen = zeroFen } = news;
    if (isKnownIrregular(news)) return { kind: 'repeated', outcome };
    const extraFen = kind === 'correction-credit' ? subtractFen(zeroFen, amountFen) : amountFen;
    const putting = putRight(openOf(position), extraFen);
    if (!putting) {
      if (kind === 'correction-debit') return isBreak('unexpected-debit');
      // Money back for what was decided, or put right, before is not the payment itself come back: a person looks.
      const isOver = irregular.get(position)?.openFen.length === 0;
      return isOver ? isBreak('unexpected-credit') : credit(news, outcome);
    }
    const { openFen, ...told } = putting;
    setOpen(news, openFen);
    const isWhole = openFen.length === 0;
    const settles = isWhole && outcome === 'disputed';
    if (settles) set(position, 'settled');
    return { kind: 'corrected', isWhole, settles, ...told };
  }

  return {
    take(news) {
      const outcome = outcomes[codes[news.position] ?? absent];
      if (outcome === undefined) return isBreak('not-sent');
      switch (news.kind) {
        case 'debit':
          return debit(news, outcome);
        case 'credit':
          return credit(news, outcome);
        case 'acceptance':
          return acceptance(news, outcome);
        case 'rejection':
          return rejection(news, outcome);
        case 'correction-credit':
        case 'correction-debit':
          return correction(news, outcome);
      }
    },
    result: () => ({ after: { codes, settledBy, changedBy, irregular, accepted, announced }, changed }),
  };
}

/** What stays open of a payment, and how it came to that. */
interface PuttingRight {
  readonly openFen: readonly Fen[];
  readonly undoneFen: readonly Fen[];
  readonly leftFen: readonly Fen[];
}

/**
 * What stays open once the bank has taken or given an amount: the one difference that it undoes, or, failing that,
 * less of their sum.
 * @returns undefined when it leads away from what was instructed, or past it: no correction of what we know
 */
function putRight(openFen: readonly Fen[], extraFen: Fen): PuttingRight | undefined {
  const at = openFen.findIndex((open) => addFen(open, extraFen) === 0);
  if (at >= 0) {
    return {
      openFen: openFen.filter((_, other) => other !== at),
      undoneFen: openFen.slice(at, at + 1),
      leftFen: [],
    };
  }
  const sum = addFen(...openFen);
  const left = addFen(sum, extraFen);
  const [leadsAway, leadsPast] = [
    Math.sign(extraFen) !== -Math.sign(sum),
    Math.sign(left) === -Math.sign(sum),
  ];
  if (leadsAway || leadsPast) return undefined;
  const leftFen = left === 0 ? [] : [left];
  return { openFen: leftFen, undoneFen: openFen, leftFen };
}

/**
 * Takes a difference out of a payment's open ones, because a person has decided what becomes of it. Partial
 * corrections of the bank's merge differences, so where the one that is meant is no longer there, it is the first; but
 * what a payment is disputed for is not closed in the place of another.
 * @param settles the payment is disputed for it, and stands as settled from now on
 * @returns undefined when nothing of it is open any more: the bank has put it right
 */
export function closeDifference(
  before: ChunkOutcomes,
  position: number,
  wantedFen: Fen,
  settles: boolean,
): { readonly after: ChunkOutcomes; readonly differenceFen: Fen } | undefined {
  const known = before.irregular.get(position);
  if (!known) return undefined;
  const { openFen, entries } = known;
  const exact = openFen.indexOf(wantedFen);
  const isElsewhere = exact < 0 && !settles && outcomeAt(before, position) === 'disputed';
  const at = Math.max(0, exact);
  const differenceFen = openFen[at];
  if (differenceFen === undefined || isElsewhere) return undefined;
  const irregular = new Map(before.irregular);
  irregular.set(position, { openFen: openFen.filter((_, other) => other !== at), entries });
  const after = { ...before, irregular };
  return { after: settles ? withOutcome(after, position, 'settled') : after, differenceFen };
}

/**
 * A settled payment has come back, or one that is outstanding will not be made, as a person has found out.
 * @param fingerprint of the bank's entry, for its like
 */
export function outcomeDecided(
  before: ChunkOutcomes,
  position: number,
  outcome: 'returned' | 'rejected',
  fingerprint: number,
): ChunkOutcomes {
  const changedBy = new Map(before.changedBy).set(position, fingerprint);
  return withOutcome({ ...before, changedBy }, position, outcome);
}

function withOutcome(before: ChunkOutcomes, position: number, outcome: Outcome): ChunkOutcomes {
  const codes = Uint8Array.from(before.codes);
  codes[position] = outcomes.indexOf(outcome);
  return { ...before, codes };
}
