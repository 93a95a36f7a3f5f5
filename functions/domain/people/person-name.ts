import { type Result, err, ok } from '../result/result.ts';

declare const personNameBrand: unique symbol;

/** A person's name: NFC, without surrounding or doubled space, 1 to 60 characters (code points, not UTF-16 units). */
export type PersonName = string & { readonly [personNameBrand]: true };

export type PersonNameProblem = 'empty' | 'too-long' | 'characters';

/** The longest names on record, of minorities written in Han with middle dots, stay under 40. */
export const longestName = 60;

// Letters of any script, so also Han beyond the basic plane (extension B and later) and variation selectors;
// the dots between the parts of a minority's name as keyboards give them; what Latin names need.
const allowed = /^[\p{L}\p{M}·‧•・．.'’\- ]+$/u;
const dots = /[‧•・．]/gu;

function isPersonName(text: string): text is PersonName {
  return allowed.test(text) && /\p{L}/u.test(text) && Array.from(text).length <= longestName;
}

/** Reads a name as people type it. Middle dots become U+00B7, as the national standard for names writes them. */
export function parsePersonName(text: string): Result<PersonName, PersonNameProblem> {
  const name = text.normalize('NFC').trim().replace(/\s+/gu, ' ').replace(dots, '·');
  if (name === '') return err('empty');
  if (Array.from(name).length > longestName) return err('too-long');
  return isPersonName(name) ? ok(name) : err('characters');
}
