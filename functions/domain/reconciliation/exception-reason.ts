/** Why a line of the bank's, or a payment of ours, stands as an open exception. */
export const exceptionReasons = [
  'amount-differs',
  'duplicate',
  'not-sent',
  'paid-after-rejection',
  'rejected-after-settlement',
  'return-amount-differs',
  'unexpected-credit',
  'unexpected-debit',
  'late-return',
  /** An end-to-end id that is none of ours, or of no payment we know. */
  'unknown-id',
  /** Money that moved without an end-to-end id. */
  'no-id',
  /** A booking for a whole file whose sum is not what the file still has outstanding. */
  'batch-differs',
  /** A reference of an instruction that was replaced by a reissue. */
  'replaced',
  /** The bank answers that it never had a payment of a file that it has. */
  'never-received',
  /** The bank refuses a whole file before taking it. */
  'file-refused',
  /** A part of the message that could not be read. */
  'unreadable',
  /** Opening + entries ≠ closing. */
  'balance-differs',
  /** A statement is missing between this one and the last of its account. */
  'sequence-gap',
] as const;

export type ExceptionReason = (typeof exceptionReasons)[number];
