import type { BankRecord } from '../../contracts/bank/bank-record.ts';

/** A message as it came. */
export interface BankMessageSource {
  readonly format: 'xml' | 'csv';
  /** Whose columns they are; the district's own bank's when absent. */
  readonly bank?: string;
  /** Hex SHA-256 of its bytes. */
  readonly contentHash: string;
}

/**
 * Reads a bank's message, record by record.
 * @throws UnreadableBankMessage, at once or from the iterator, when it is none or not a whole one
 */
export type ReadBankMessage = (
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  source: BankMessageSource,
) => AsyncIterable<BankRecord>;

/** Banks' messages that were sent by form, past the API. */
export interface UploadedBankMessages {
  has(uploadId: string): Promise<boolean>;
  /** Its bytes, whole; undefined when none were sent. */
  read(uploadId: string): Promise<Uint8Array | undefined>;
}
