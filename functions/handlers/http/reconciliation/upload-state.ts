import type { BankMessageUpload } from '../../../contracts/store/bank-message-upload.ts';

/** What is told of a message that is sent by form. */
export function uploadState({ uploadId, status, result, refusal }: BankMessageUpload) {
  return { uploadId, status, ...(result && { result }), ...(refusal && { refusal }) };
}
