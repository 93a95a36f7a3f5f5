declare const referenceBrand: unique symbol;

/** A claim's reference, "HM" and 10 characters of `readableLetters`, the last one a check. */
export type Reference = string & { readonly [referenceBrand]: true };

/** Crockford's base 32: digits and capitals without I, L, O and U, so that nothing is taken for another character. */
export const readableLetters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const prefix = 'HM';
/** Random characters of a reference, before its check character: 45 bits. */
export const referencePayloadLength = 9;

/**
 * What a person typed, in the alphabet: case, spaces and dashes do not matter, O reads as 0, I and L as 1.
 * Other characters stay, and make the text no reference and no access code.
 */
export function normaliseReadable(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}

/** Twice an element of GF(2^5) modulo x^5 + x^2 + 1, whose powers run through all 31 non-zero elements. */
function double(element: number): number {
  const shifted = element << 1;
  return shifted & 32 ? shifted ^ 37 : shifted;
}

/**
 * Horner's sum over GF(32): each character weighs another power of 2, so no single wrong character and no swap of
 * two characters (next to each other or not) leaves the sum as it was. It is Damm's scheme (totally anti-symmetric
 * quasigroup) for 32 letters: H. M. Damm, "Total anti-symmetrische Quasigruppen", Marburg 2004.
 */
function sumOf(letters: string): number {
  let sum = 0;
  for (const letter of letters) sum = double(sum) ^ readableLetters.indexOf(letter);
  return sum;
}

/** The check character of a reference's random part. */
function checkLetter(payload: string): string {
  return readableLetters.charAt(double(sumOf(payload)));
}

/** @param payload `referencePayloadLength` characters of `readableLetters` */
export function referenceOf(payload: string): Reference {
  const reference = parseReference(`${prefix}${payload}${checkLetter(payload)}`);
  if (reference === undefined) throw new RangeError('not the random part of a reference');
  return reference;
}

const shape = new RegExp(`^${prefix}[${readableLetters}]{${String(referencePayloadLength + 1)}}$`);

/** The reference that a person meant, in its one spelling; undefined when it is none (shape or check character). */
export function parseReference(text: string): Reference | undefined {
  const spelled = normaliseReadable(text);
  return isReference(spelled) ? spelled : undefined;
}

/** Whether the text is a reference in its one spelling. */
export function isReference(text: string): text is Reference {
  return shape.test(text) && sumOf(text.slice(prefix.length)) === 0;
}
