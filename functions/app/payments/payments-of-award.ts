import { paymentIdOf } from '../../domain/payments/payment-id.ts';
import type { Table } from '../store/ports.ts';
import { programmeRuns } from './programme-runs.ts';
import { createReadPayment, type PaymentView } from './read-payment.ts';

/** An award's payments by period, each followed by those that pay what is still owed of it. */
export async function paymentsOfAward(
  table: Table,
  award: { readonly programme: string; readonly period: string; readonly personIndex: string },
): Promise<readonly PaymentView[]> {
  const { programme, personIndex } = award;
  const readPayment = createReadPayment({ table });
  const ids = new Set<string>();
  for (const { period, terms } of await programmeRuns(table, programme, { from: award.period })) {
    ids.add(paymentIdOf({ programme, period, personIndex, component: terms.component }));
  }
  const payments: PaymentView[] = [];
  // A set's walk comes to what is added meanwhile: the corrections.
  for (const paymentId of ids) {
    const payment = await readPayment(paymentId);
    if (!payment) continue;
    payments.push(payment);
    for (const correction of payment.correctedBy) ids.add(correction);
  }
  return payments.sort((one, other) => (one.period < other.period ? -1 : one.period > other.period ? 1 : 0));
}
