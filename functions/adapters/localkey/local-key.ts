import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { canonicalJson } from '../../domain/audit/canonical-json.ts';
import type { KeyContext, KeyWrapper } from '../envelope/key-wrapper.ts';
import { readOrCreateSecretFile } from './secret-file.ts';

const keyLength = 32;
const nonceLength = 12;
const tagLength = 16;

/**
 * A master key in a file of the data folder (`master-key`, mode 0600, made at the first start). Whoever loses
 * the file loses every envelope: it belongs into the backup, apart from the data.
 */
export async function openLocalKey(dataFolder: string): Promise<KeyWrapper> {
  const path = join(dataFolder, 'master-key');
  const text = await readOrCreateSecretFile(path, () => `${randomBytes(keyLength).toString('base64')}\n`);
  const master = Buffer.from(text.trim(), 'base64');
  if (master.length !== keyLength)
    throw new Error(`${path} does not hold a key of ${String(keyLength)} bytes`);
  return localKey(master);
}

/** Wraps by AES-256-GCM under a master key: nonce, wrapped key, tag. */
export function localKey(master: Uint8Array): KeyWrapper {
  return {
    generate(context) {
      const key = randomBytes(keyLength);
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', master, nonce);
      cipher.setAAD(bytesOf(context));
      const wrapped = Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
      return Promise.resolve({ key, wrapped });
    },
    async unwrap(wrapped, context) {
      if (wrapped.length !== nonceLength + keyLength + tagLength) throw new Error('not a wrapped key');
      const decipher = createDecipheriv('aes-256-gcm', master, wrapped.subarray(0, nonceLength));
      decipher.setAAD(bytesOf(context));
      decipher.setAuthTag(wrapped.subarray(-tagLength));
      return Buffer.concat([decipher.update(wrapped.subarray(nonceLength, -tagLength)), decipher.final()]);
    },
  };
}

function bytesOf(context: KeyContext): Buffer {
  return Buffer.from(canonicalJson({ ...context }));
}
