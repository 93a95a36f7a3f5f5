import type { UploadedBankMessages } from '../../app/reconciliation/ports.ts';
import type { S3Objects } from './objects.ts';

/** Where messages lie that were sent by form. They stay: they are the evidence of what was booked. */
export const bankMessagePrefix = 'messages';

export function s3UploadedBankMessages(objects: Pick<S3Objects, 'get' | 'has'>): UploadedBankMessages {
  const keyOf = (uploadId: string): string => `${bankMessagePrefix}/${uploadId}`;
  return {
    has: (uploadId) => objects.has(keyOf(uploadId)),
    async read(uploadId) {
      const found = await objects.get(keyOf(uploadId));
      return found && Buffer.concat(await Array.fromAsync(found.body));
    },
  };
}
