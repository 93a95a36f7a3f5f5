import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { KeyWrapper } from '../envelope/key-wrapper.ts';

export interface KmsKeyOptions {
  readonly client: Pick<KMSClient, 'send'>;
  readonly keyId: string;
}

/** Wraps data keys by a KMS key. The context shows in CloudTrail, so it names keys and never people. */
export function kmsKey({ client, keyId }: KmsKeyOptions): KeyWrapper {
  return {
    async generate(context) {
      const { Plaintext, CiphertextBlob } = await client.send(
        new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: context }),
      );
      if (!Plaintext || !CiphertextBlob) throw new Error('KMS made no data key');
      return { key: Plaintext, wrapped: CiphertextBlob };
    },
    async unwrap(wrapped, context) {
      const { Plaintext } = await client.send(
        new DecryptCommand({ KeyId: keyId, CiphertextBlob: wrapped, EncryptionContext: context }),
      );
      if (!Plaintext) throw new Error('KMS unwrapped no data key');
      return Plaintext;
    },
  };
}
