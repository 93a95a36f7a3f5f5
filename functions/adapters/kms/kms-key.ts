import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { KeyWrapper } from '../envelope/key-wrapper.ts';

/** Wraps data keys by a KMS key; the context shows in CloudTrail, so it names keys and never people. */
export function kmsKey({
  client,
  keyId,
}: {
  readonly client: KMSClient;
  readonly keyId: string;
}): KeyWrapper {
  return {
    async generate(context) {
      const made = await client.send(
        new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: { ...context } }),
      );
      if (!made.Plaintext || !made.CiphertextBlob) throw new Error('KMS made no data key');
      return { key: made.Plaintext, wrapped: made.CiphertextBlob };
    },
    async unwrap(wrapped, context) {
      const opened = await client.send(
        new DecryptCommand({ KeyId: keyId, CiphertextBlob: wrapped, EncryptionContext: { ...context } }),
      );
      if (!opened.Plaintext) throw new Error('KMS returned no data key');
      return opened.Plaintext;
    },
  };
}
