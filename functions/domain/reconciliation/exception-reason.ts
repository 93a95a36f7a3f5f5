/** Groups the breaks as finance works on them. */
export const exceptionKinds = [
  /** A line about a payment or file of ours that does not fit where that stands. */
  'unmatched',
  'amount-differs',
  'duplicate',
  /** We sent it, and the bank has not spoken of it in time. */
  'ours-only',
  /** The bank booked it, and it names nothing of ours. */
  'bank-only',
  'late-return',
  /** Of the message itself: a part unreadable, a sum that is wrong, a statement missing. */
  'message',
] as const;

export type ExceptionKind = (typeof exceptionKinds)[number];

/** Why a line of the bank's, or a payment of ours, stands as an open exception; and of which kind that is. */
export const kindOfReason = {
  'amount-differs': 'amount-differs',
  duplicate: 'duplicate',
  'not-sent': 'unmatched',
  'paid-after-rejection': 'unmatched',
  'rejected-after-settlement': 'unmatched',
  'return-amount-differs': 'amount-differs',
  'unexpected-credit': 'unmatched',
  'unexpected-debit': 'unmatched',
  'late-return': 'late-return',
  /** An end-to-end id that is none of ours, or of no payment we know. */
  'unknown-id': 'bank-only',
  /** Money that moved without an end-to-end id. */
  'no-id': 'bank-only',
  /** A booking for a whole file whose sum is not what the file still has outstanding. */
  'batch-differs': 'amount-differs',
  /** A reference of an instruction that was replaced by a reissue. */
  replaced: 'unmatched',
  /** Sent, or perhaps sent, and no word of it from the bank by the day on which it was due. */
  'no-answer': 'ours-only',
  /** The bank answers that it never had a payment of a file that it has. */
  'never-received': 'ours-only',
  /** The bank refuses a whole file before taking it. */
  'file-refused': 'message',
  /** A part of the message that could not be read. */
  unreadable: 'message',
  /** A message refuses a whole file and says of payments in it that they are paid or may be. */
  contradictory: 'message',
  /** Opening + entries ≠ closing. */
  'balance-differs': 'message',
  /** A statement is missing between this one and the last of its account. */
  'sequence-gap': 'message',
  /** A statement does not open with what the one before it closed with. */
  'opening-differs': 'message',
} as const satisfies Readonly<Record<string, ExceptionKind>>;

export type ExceptionReason = keyof typeof kindOfReason;

function isExceptionReason(text: string): text is ExceptionReason {
  return Object.hasOwn(kindOfReason, text);
}

export const exceptionReasons: readonly ExceptionReason[] =
  Object.keys(kindOfReason).filter(isExceptionReason);
