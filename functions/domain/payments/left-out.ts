/** Why an award on the roll is not paid by this run. */
export const leftOutReasons = [
  /** The award is suspended, ended or otherwise not payable. */
  'award-not-payable',
  /** The rules give nothing for the period; the conditions' codes say why. */
  'not-due',
  /** A register's answer is missing: it goes to a person, and nobody is refused by it. */
  'unknown',
  /** Nothing of the year's appropriation is committed to it yet: it waits for money, in the order of the claims. */
  'unfunded',
  /** What was committed to it has lapsed with its year, which is closed. */
  'lapsed',
  /** Due, and waiting for the payee to name an account. */
  'no-account',
  /** The account on file cannot stand in a bank's file. */
  'account-unusable',
  /** Held back by finance. */
  'held',
  /** The person is on the roll twice; the first one counts. */
  'twice-on-roll',
  /** In another run that is not yet at the bank. */
  'in-another-run',
  'already-paid',
  /** At the bank, with no result yet. */
  'awaiting-bank',
  /** Came back, or was refused by the bank, and nobody has asked to send it again. */
  'returned',
  'rejected',
  'disputed',
  /** Not owed any more, as two people have decided. */
  'cancelled',
  /** Sent again, but the rules now give another amount than was instructed: a person decides. */
  'amount-changed',
] as const;

export type LeftOutReason = (typeof leftOutReasons)[number];

const ofAnotherRun: ReadonlySet<LeftOutReason> = new Set([
  'in-another-run',
  'already-paid',
  'awaiting-bank',
  'returned',
  'rejected',
  'disputed',
  'amount-changed',
]);

/** Whether the period's payment is, or was, another run's: then this run does not leave anybody without it. */
export function isOfAnotherRun(reason: LeftOutReason): boolean {
  return ofAnotherRun.has(reason);
}
