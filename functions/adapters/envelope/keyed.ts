import { type KeyObject, createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';
import { normaliseReadable, readableLetters } from '../../domain/claims/reference.ts';
import type { AreaCode } from '../../domain/review/area.ts';
import type { Keyed } from '../../app/ports/secrets.ts';
import type { Table } from '../../app/store/ports.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { wrappedKeys } from './wrapped-keys.ts';

/**
 * Version of the deployment's key. Blind indexes are looked up by equality, so another version means writing every
 * index again; data keys rotate by themselves.
 */
const keyVersion = 1;
const codeLength = 12;

export interface KeyedDependencies {
  readonly table: Table;
  readonly wrapper: KeyWrapper;
  /** The deployment's division code. */
  readonly district: AreaCode;
}

/** Opens (or at the first start makes) the deployment's key; each use has its own key derived from it by HKDF. */
export async function openKeyed({ table, wrapper, district }: KeyedDependencies): Promise<Keyed> {
  const secret = await wrappedKeys(table, wrapper).getOrCreate(`${district}.keyed-${String(keyVersion)}`);
  const derived = new Map<string, KeyObject>();

  function keyFor(use: string): KeyObject {
    const known = derived.get(use);
    if (known) return known;
    const info = `huimin/keyed/${String(keyVersion)}/${use}`;
    const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', info, 32)));
    derived.set(use, key);
    return key;
  }

  function codeLetters(claimId: string): string {
    const bytes = createHmac('sha256', keyFor('access-code'))
      .update(claimId)
      .digest()
      .subarray(0, codeLength);
    return Array.from(bytes, (byte) => readableLetters.charAt(byte & 31)).join('');
  }

  return {
    blindIndex: (purpose, value) =>
      createHmac('sha256', keyFor(`blind-index/${purpose}`))
        .update(value)
        .digest('hex'),
    accessCode: (claimId) => codeLetters(claimId).replaceAll(/(.{4})(?=.)/g, '$1-'),
    isAccessCode(claimId, code) {
      const [expected, given] = [Buffer.from(codeLetters(claimId)), Buffer.from(normaliseReadable(code))];
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
