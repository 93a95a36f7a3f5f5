/** A file or payment that the bank's format cannot carry. Says which payment and which member, never its content. */
export class UnwritablePayment extends Error {
  override readonly name = 'UnwritablePayment';
}
