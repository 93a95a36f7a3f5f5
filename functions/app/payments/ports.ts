import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { FileFormat, FileTerms } from '../../contracts/bank/bank-profile.ts';
import type { CreditTransfer, Party, PaymentBatch, PaymentFile } from '../../contracts/bank/payment-file.ts';
import type { Fen, Weight } from '../../domain/money/fen.ts';
import type { RecoveryLimits } from '../../domain/policy/policy.ts';

/** Who pays a programme's period and how: policy and finance data, fixed in a run when it is prepared. */
export interface PaymentTerms {
  /** @returns undefined when there is no such programme, or the period is none of its own */
  of(programme: string, period: string): Promise<PaymentTermsOfPeriod | undefined>;
}

export interface PaymentTermsOfPeriod {
  /** The appropriation's year, as the awards were committed to it. */
  readonly year: number;
  /** The day by which the period's money is due, if the policy sets one. */
  readonly payBy?: CalendarDate;
  /** What an award of the programme is paid, part of a payment's identity. */
  readonly component: string;
  /** Funding shares, adding up to 10,000 basis points. */
  readonly shares: readonly Weight[];
  readonly initiatingParty: string;
  readonly debtor: Party;
  /** What payees read on their statements: never the programme's name. */
  readonly remittance?: string;
  /** Days after the reconciliation in which a bank may still return payments. */
  readonly returnWindowDays: number;
  /** What the debtor's bank takes. */
  readonly files: FileTerms;
  /** Working days in which a bank speaks of what it was sent; then it is asked. */
  readonly answerWithinWorkingDays: number;
  /** Days in which a payee may object to the notice that they owe something back. */
  readonly objectionDays: number;
  /** What may be kept back of a payment for what its payee owes; absent where nothing is. */
  readonly recovery?: RecoveryLimits;
}

/** Where the bank's files are kept. Their bytes hold names and accounts: encrypted at rest, read by finance only. */
export interface BankFiles {
  /**
   * Writes a file as a stream. The same file gives the same bytes; writing a key again replaces what was there.
   * @returns hex SHA-256 of the bytes as they were written
   */
  write(
    key: string,
    file: PaymentFile,
    format: FileFormat,
  ): Promise<{ readonly sha256: string; readonly bytes: number }>;
  read(key: string): AsyncIterable<Uint8Array>;
}

/** Writes files of payments in a bank's format, and reads back what was written. */
export interface BankFormats {
  /** @throws UnwritablePayment from the iterator when a payment does not fit the format */
  write(file: PaymentFile, format: FileFormat): AsyncIterable<Uint8Array>;
  /**
   * The payments of a written file, as they were written.
   * @param batch what the format may leave out
   */
  read(
    content: AsyncIterable<Uint8Array>,
    format: FileFormat,
    batch: Pick<PaymentBatch, 'debtor' | 'executionDate'> & { readonly messageId: string },
  ): AsyncIterable<CreditTransfer>;
}

/** A released file on its way to the bank. */
export interface OutgoingFile {
  readonly messageId: string;
  /** Code of the bank that it goes to. */
  readonly bank: string;
  readonly format: FileFormat['format'];
  readonly sha256: string;
  readonly count: number;
  readonly totalFen: Fen;
  content(): AsyncIterable<Uint8Array>;
}

/**
 * - `acknowledged`: the bank has the file, now or from an earlier try under the same message id.
 * - `timed-out`: nobody knows whether it has.
 * - `refused`: it has read the file and will not take it.
 */
export type SendOutcome = 'acknowledged' | 'timed-out' | 'refused';

/**
 * - `has-part`: it has the file, but says of some payments that it never received them.
 * - `has-it-not`: it is sure that it has nothing of it.
 * - `silence`: no answer, which says nothing.
 */
export type EnquiryOutcome = 'has-it' | 'has-part' | 'has-it-not' | 'silence';

export interface BankChannel {
  /**
   * Hands a file over. The same file again, under its message id, pays what never arrived and nothing twice.
   * @throws an error named BankUnavailable only when nothing was handed over
   */
  send(file: OutgoingFile): Promise<SendOutcome>;
  /** Asks the bank whether it has a file. */
  enquire(file: Pick<OutgoingFile, 'messageId' | 'format'>): Promise<EnquiryOutcome>;
}
