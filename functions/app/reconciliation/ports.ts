/** Banks' messages that were sent by form, past the API. */
export interface UploadedBankMessages {
  has(uploadId: string): Promise<boolean>;
  /** Its bytes, whole; undefined when none were sent. */
  read(uploadId: string): Promise<Uint8Array | undefined>;
}
