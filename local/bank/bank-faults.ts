import { createHash } from 'node:crypto';
import * as z from 'zod';

const share = z.number().min(0).max(1).default(0);

/** What the bank does wrong or unasked, as shares of payments (contract.md, "Local controls"); all 0 unless set. */
export const bankFaultsSchema = z.strictObject({
  seed: z.int().default(1),
  /** The answer to the file is lost, and no report speaks of the payment; it is paid. */
  timeoutPaid: share,
  /** The same, and the bank never had the payment. */
  timeoutUnpaid: share,
  /** The file is acknowledged, and the payment is never heard of again: not paid. */
  lose: share,
  /** Debited twice; the bank notices days later and gives the second one back. */
  duplicate: share,
  /** Paid, then sent back days later. */
  return: share,
  /** Debited with another amount; put right days later. */
  wrongAmount: share,
  /** Refused, for one of the reasons that families' accounts meet. */
  reject: share,
  /** Paid a day late; and, of messages, delivered after those that were written later. */
  reorder: share,
  /** Beside it the statement has a line that is nobody's of ours: a stranger's credit, or a debit without an id. */
  foreign: share,
});

export type BankFaults = Readonly<z.infer<typeof bankFaultsSchema>>;

export const noFaults: BankFaults = bankFaultsSchema.parse({});

/**
 * Whether a fault strikes a payment. It hangs on the seed and the payment's id alone, so neither the order of
 * payments nor how they are put into files changes who is struck.
 */
export function strikes(
  faults: BankFaults,
  fault: Exclude<keyof BankFaults, 'seed'>,
  endToEndId: string,
): boolean {
  if (faults[fault] === 0) return false;
  return chance(`${String(faults.seed)}/${fault}/${endToEndId}`) < faults[fault];
}

/** A number from 0 up to 1, the same for the same text. */
export function chance(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
