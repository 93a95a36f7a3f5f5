import { createHash, createHmac } from 'node:crypto';
import type { KeyWrapper } from '../../functions/adapters/envelope/key-wrapper.ts';
import type { Ids } from '../../functions/app/ports/ids.ts';
import type { Envelopes } from '../../functions/app/ports/secrets.ts';
import { canonicalJson, type Json } from '../../functions/domain/audit/canonical-json.ts';
import {
  readableLetters,
  referenceOf,
  referencePayloadLength,
} from '../../functions/domain/claims/reference.ts';

/** What is random elsewhere, and here the same for the same seed: so a whole history comes out alike to the byte. */
export interface SeededSecrets {
  readonly ids: Ids;
  readonly newToken: () => string;
  readonly newKey: () => string;
  readonly envelopes: Envelopes;
  readonly wrapper: KeyWrapper;
}

export function seededSecrets(seed: number): SeededSecrets {
  let drawn = 0;
  const draw = (): Buffer =>
    createHash('sha256')
      .update(`${String(seed)}/${String((drawn += 1))}`)
      .digest();
  const letters = (count: number): string => {
    let text = '';
    for (const byte of draw().subarray(0, count)) text += readableLetters.charAt(byte & 31);
    return text;
  };
  return {
    ids: {
      newId: (prefix) => `${prefix}-${letters(26).toLowerCase()}`,
      newReference: () => referenceOf(letters(referencePayloadLength)),
    },
    newToken: () => draw().toString('base64url'),
    newKey: () => draw().toString('hex'),
    envelopes: seededEnvelopes(seed),
    wrapper: {
      generate: async (context) => {
        const key = createHmac('sha256', String(seed))
          .update(canonicalJson({ ...context }))
          .digest();
        return { key, wrapped: key };
      },
      unwrap: async (wrapped) => wrapped,
    },
  };
}

/** Envelopes that hide nothing, but open nowhere else than where they belong, and unaltered. */
function seededEnvelopes(seed: number): Envelopes {
  const sealBytes = (recordId: string, content: Uint8Array) => {
    const commitment = createHmac('sha256', String(seed)).update(recordId).update(content).digest('hex');
    return { sealed: Buffer.concat([Buffer.from(commitment), content]), commitment };
  };
  const openBytes = (recordId: string, sealed: Uint8Array): Uint8Array => {
    const content = sealed.subarray(64);
    if (!sealBytes(recordId, content).sealed.equals(sealed)) {
      throw new Error(`the envelope of ${recordId} does not open`);
    }
    return content;
  };
  return {
    seal: async (recordId, content) => sealBytes(recordId, Buffer.from(JSON.stringify(content))),
    open: async (recordId, sealed) => JSON.parse(Buffer.from(openBytes(recordId, sealed)).toString()) as Json,
    sealBytes: async (recordId, content) => sealBytes(recordId, content),
    openBytes: async (recordId, sealed) => openBytes(recordId, sealed),
  };
}
