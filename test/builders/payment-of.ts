import { paymentIdOf } from '../../functions/domain/payments/payment-id.ts';

/** The payment of the n-th award of test/fakes/awards-in-memory.ts. */
export function paymentOf(n: number, { period = '2008-H1', component = 'base' } = {}): string {
  return paymentIdOf({ programme: 'rural-reward', period, personIndex: `person-${String(n)}`, component });
}
