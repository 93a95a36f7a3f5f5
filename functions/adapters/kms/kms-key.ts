import * as z from 'zod';
import type { SignedRequests } from '../aws/signed-requests.ts';
import type { KeyWrapper } from '../envelope/key-wrapper.ts';

export interface KmsKeyOptions {
  readonly request: SignedRequests;
  /** `https://kms.<region>.amazonaws.com`, or an emulator's. */
  readonly endpoint: string;
  readonly keyId: string;
}

const bytesSchema = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));
const madeSchema = z.object({ Plaintext: bytesSchema, CiphertextBlob: bytesSchema });
const openedSchema = z.object({ Plaintext: bytesSchema });
const refusalSchema = z.object({ __type: z.string() });

/**
 * Wraps data keys by a KMS key, by the two calls of its JSON API that it takes. The context shows in CloudTrail, so it
 * names keys and never people. https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html
 */
export function kmsKey({ request, endpoint, keyId }: KmsKeyOptions): KeyWrapper {
  async function call(operation: string, input: object): Promise<unknown> {
    const response = await request(`${endpoint}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `TrentService.${operation}`,
      },
      body: Buffer.from(JSON.stringify(input)),
    });
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    // Answers hold key material, refusals only a name and a text.
    const refusal = refusalSchema.safeParse(answer).data?.__type ?? String(response.status);
    throw new Error(`KMS refuses ${operation}: ${refusal}`);
  }
  return {
    async generate(context) {
      const input = { KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: context };
      const made = madeSchema.parse(await call('GenerateDataKey', input));
      return { key: made.Plaintext, wrapped: made.CiphertextBlob };
    },
    async unwrap(wrapped, context) {
      const input = {
        KeyId: keyId,
        CiphertextBlob: Buffer.from(wrapped).toString('base64'),
        EncryptionContext: context,
      };
      return openedSchema.parse(await call('Decrypt', input)).Plaintext;
    },
  };
}
