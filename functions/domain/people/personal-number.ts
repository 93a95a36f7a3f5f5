/** Phones, accounts and identity numbers have this many digits and more; numbers of files, and days, have fewer. */
const fewestDigits = 11;

/** Whether a text holds what may be a number of a person, however its digits are written or set apart. */
export function holdsPersonalNumber(text: string): boolean {
  const digits = text.normalize('NFKC').replaceAll(/(?<=\d)[\s.·,()_\p{Pd}]+(?=\d)/gu, '');
  return new RegExp(`\\d{${String(fewestDigits)}}`).test(digits);
}
