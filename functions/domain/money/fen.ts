declare const fenBrand: unique symbol;

/** An amount of money in fen (1/100 yuan), always a safe integer. Negative only where a difference is meant. */
export type Fen = number & { readonly [fenBrand]: true };

export function isFen(amount: number): amount is Fen {
  return Number.isSafeInteger(amount);
}

/** @throws RangeError when the amount is not a safe integer: a float never becomes money. */
export function fen(amount: number): Fen {
  if (!isFen(amount)) throw new RangeError(`not a whole number of fen: ${String(amount)}`);
  return amount;
}

export const zeroFen: Fen = fen(0);

export function addFen(...amounts: readonly Fen[]): Fen {
  let total = 0;
  for (const amount of amounts) total += amount;
  return fen(total);
}

export function subtractFen(from: Fen, amount: Fen): Fen {
  return fen(from - amount);
}

/** "3000" fen → "30.00"; for banks and people, never for arithmetic. */
export function formatYuan(amount: Fen): string {
  const sign = amount < 0 ? '-' : '';
  const digits = Math.abs(amount).toString().padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Reads a decimal as banks write it ("1234.5", "1234.50", "1234"); undefined when it is not one, or finer than a fen. */
export function parseYuan(text: string): Fen | undefined {
  const match = /^([+-]?)(\d{1,13})(?:\.(\d{0,2})0*)?$/.exec(text);
  if (!match) return undefined;
  const [, sign, yuan = '', cents = ''] = match;
  const amount = Number(yuan) * 100 + Number(cents.padEnd(2, '0'));
  return fen(sign === '-' && amount !== 0 ? -amount : amount);
}

/** A part of a whole in basis points (1/10,000). */
export interface Weight<Name extends string = string> {
  readonly name: Name;
  readonly basisPoints: number;
}

/**
 * Shares an amount out in proportion to the parts of a whole, to the fen: each part gets its whole fen, and the fen left
 * over go to the largest remainders, ties to the earlier part (finance.md).
 * @param parts not negative, adding up to the whole
 */
export function apportionFen(amount: Fen, parts: readonly number[], whole: number): readonly Fen[] {
  const exact = parts.map((part, order) => {
    const product = BigInt(amount) * BigInt(part);
    return { order, floor: Number(product / BigInt(whole)), rest: Number(product % BigInt(whole)) };
  });
  let left: number = amount;
  for (const { floor } of exact) left -= floor;
  // A stable sort leaves equal remainders in the order of their parts.
  const byRemainder = exact.toSorted((a, b) => b.rest - a.rest);
  const lucky = new Set(byRemainder.slice(0, left).map(({ order }) => order));
  return exact.map(({ order, floor }) => fen(floor + (lucky.has(order) ? 1 : 0)));
}

/**
 * Splits an amount by weights so that the parts add up to it exactly.
 * @throws RangeError when the weights do not add up to 10,000 or the amount is negative
 */
export function splitFen<Name extends string>(
  amount: Fen,
  weights: readonly Weight<Name>[],
): { readonly name: Name; readonly amountFen: Fen }[] {
  if (amount < 0)
    throw new RangeError('only a positive amount can be split; reverse with the original split');
  const points = weights.map(({ basisPoints }) => basisPoints);
  const total = points.reduce((sum, point) => sum + point, 0);
  if (total !== 10_000) throw new RangeError(`weights add up to ${String(total)}, not 10000 basis points`);
  const amounts = apportionFen(amount, points, total);
  return weights.map(({ name }, at) => ({ name, amountFen: amounts[at] ?? zeroFen }));
}
