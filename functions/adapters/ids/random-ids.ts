import { randomBytes } from 'node:crypto';
import type { Ids } from '../../app/ports/ids.ts';
import { readableLetters, referenceOf, referencePayloadLength } from '../../domain/claims/reference.ts';

const idLength = 26;

/** Uniform, as 256 is a multiple of the 32 letters. */
function letters(count: number): string {
  let text = '';
  for (const byte of randomBytes(count)) text += readableLetters.charAt(byte & 31);
  return text;
}

/** Identifiers from the system's randomness: 130 bits for an id, 45 for a reference (the store refuses a repeat). */
export function randomIds(): Ids {
  return {
    newId: (prefix) => `${prefix}-${letters(idLength).toLowerCase()}`,
    newReference: () => referenceOf(letters(referencePayloadLength)),
  };
}
