import { type KeyObject, createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';
import type { SealedEnvelope } from '../../app/ports/secrets.ts';

/*
 * version (1 byte, 1) | length of key id (1) | key id (ASCII) | nonce (12) | ciphertext | tag (16)
 *
 * AES-256-GCM. The plaintext is a salt (16 bytes) and the content; everything before the nonce and the record's id
 * are additional data. The nonce is random: one key may seal 2^32 records before a repeat becomes likelier than
 * 2^-32 (NIST SP 800-38D, 8.3), far above a district's month.
 */
const version = 1;
const nonceLength = 12;
const tagLength = 16;
const saltLength = 16;

export function sealContent(
  keyId: string,
  key: KeyObject,
  recordId: string,
  content: Uint8Array,
): SealedEnvelope {
  // One call for both: the system's randomness costs more per call than per byte.
  const random = randomBytes(nonceLength + saltLength);
  const nonce = random.subarray(0, nonceLength);
  const salt = random.subarray(nonceLength);
  const plaintext = Buffer.concat([salt, content]);
  const header = headerOf(keyId);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(additionalData(header, recordId));
  const ciphertext = cipher.update(plaintext);
  const sealed = Buffer.concat([header, nonce, ciphertext, cipher.final(), cipher.getAuthTag()]);
  return { sealed, commitment: hash('sha256', plaintext) };
}

/** @throws when the envelope is not one, was altered, or is another record's */
export function openContent(sealed: Uint8Array, key: KeyObject, recordId: string): Buffer {
  const header = headerOf(keyIdOf(sealed));
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const nonce = bytes.subarray(header.length, header.length + nonceLength);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  decipher.setAAD(additionalData(header, recordId));
  decipher.setAuthTag(bytes.subarray(-tagLength));
  const opened = decipher.update(bytes.subarray(header.length + nonceLength, -tagLength));
  // Checks the tag. GCM holds nothing back, so there is no more of the plaintext.
  decipher.final();
  return opened.subarray(saltLength);
}

/** @throws when this is no envelope of a version we know */
export function keyIdOf(sealed: Uint8Array): string {
  const idLength = sealed[1] ?? 0;
  if (sealed[0] !== version) throw new Error('an envelope of an unknown version');
  if (sealed.length < 2 + idLength + nonceLength + saltLength + tagLength) throw new Error('a cut envelope');
  return Buffer.from(sealed.subarray(2, 2 + idLength)).toString('latin1');
}

function headerOf(keyId: string): Buffer {
  return Buffer.concat([Buffer.from([version, keyId.length]), Buffer.from(keyId, 'latin1')]);
}

/** The header tells its own length, so header and record id cannot be cut elsewhere and still be the same bytes. */
function additionalData(header: Buffer, recordId: string): Buffer {
  return Buffer.concat([header, Buffer.from(recordId)]);
}
