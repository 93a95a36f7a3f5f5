import { addFen, apportionFen, type Fen, splitFen, subtractFen, type Weight, zeroFen } from '../money/fen.ts';

/** What one source of funding bears: central, province, city, district, employer-levy, fund. */
export interface SharePart {
  readonly share: string;
  readonly amountFen: Fen;
}

export interface ShareSplitter {
  /** One amount, by largest remainder; the same amount always splits the same way. */
  readonly split: (amount: Fen) => readonly SharePart[];
  /**
   * Several amounts, each split on its own and then added up. Commitments, rolls, settlements and returns all sum
   * single payments' splits, so whatever part of a batch settles or comes back takes exactly its own fen with it.
   */
  readonly splitAll: (amounts: Iterable<Fen>) => readonly SharePart[];
}

// A programme pays few different amounts; past this many the rest is split anew each time.
const rememberedAmounts = 4096;

/** @param weights the policy's funding shares, adding up to 10,000 basis points */
export function shareSplitter(weights: readonly Weight[]): ShareSplitter {
  const remembered = new Map<number, readonly SharePart[]>();

  function split(amount: Fen): readonly SharePart[] {
    const known = remembered.get(amount);
    if (known) return known;
    const parts = splitFen(amount, weights).map(({ name, amountFen }) => ({ share: name, amountFen }));
    if (remembered.size < rememberedAmounts) remembered.set(amount, parts);
    return parts;
  }

  return {
    split,
    splitAll(amounts) {
      const totals: Fen[] = [];
      for (const amount of amounts) {
        for (const [at, part] of split(amount).entries()) {
          totals[at] = addFen(totals[at] ?? zeroFen, part.amountFen);
        }
      }
      return weights.map(({ name }, at) => ({ share: name, amountFen: totals[at] ?? zeroFen }));
    },
  };
}

/** Adds parts up by share, in the order in which the shares first appear. */
export function addParts(...lists: readonly (readonly SharePart[])[]): readonly SharePart[] {
  const totals = new Map<string, Fen>();
  for (const { share, amountFen } of lists.flat()) {
    totals.set(share, addFen(totals.get(share) ?? zeroFen, amountFen));
  }
  return [...totals].map(([share, amountFen]) => ({ share, amountFen }));
}

/**
 * An instalment's part of each share, in proportion to what is left of it: never more than is left, and the last
 * instalment takes exactly the rest, so that what was split once comes back by that split.
 * @throws RangeError when the amount is negative or more than the parts hold
 */
export function takeFromParts(left: readonly SharePart[], amount: Fen): readonly SharePart[] {
  const held = sumOfParts(left);
  if (amount < 0 || amount > held) throw new RangeError('an instalment of more than is left');
  if (amount === 0) return [];
  const amounts = apportionFen(
    amount,
    left.map(({ amountFen }) => amountFen),
    held,
  );
  return left.map(({ share }, at) => ({ share, amountFen: amounts[at] ?? zeroFen }));
}

/** What is left of parts once others are taken from them. May be negative where more was taken than there was. */
export function subtractParts(from: readonly SharePart[], taken: readonly SharePart[]): readonly SharePart[] {
  return addParts(
    from,
    taken.map(({ share, amountFen }) => ({ share, amountFen: subtractFen(zeroFen, amountFen) })),
  );
}

export function sumOfParts(parts: readonly SharePart[]): Fen {
  return addFen(...parts.map(({ amountFen }) => amountFen));
}
