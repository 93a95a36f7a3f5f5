import { paymentIdOf } from '../../domain/payments/payment-id.ts';
import type { Table } from '../store/ports.ts';
import { hasGoneOut, sentAttempt } from './last-period.ts';
import { holderOf, readPayable } from './payables.ts';
import { programmeRuns } from './programme-runs.ts';

/**
 * The periods, from an award's first on, that a run of its programme went out for without paying it, in their order.
 * Whether anything is due for one is decided when it is prepared again.
 * @param recurs whether the award is paid for more than its first period
 */
export async function missedPeriods(
  table: Table,
  award: { readonly programme: string; readonly period: string; readonly personIndex: string },
  recurs: boolean,
): Promise<readonly string[]> {
  const { programme, personIndex } = award;
  const components = new Map<string, string>();
  const later = recurs ? { from: award.period } : { beginsWith: `${award.period}#` };
  for (const head of await programmeRuns(table, programme, later)) {
    if (hasGoneOut(head)) components.set(head.period, head.terms.component);
  }
  const missed: string[] = [];
  for (const [period, component] of components) {
    const row = await readPayable(table, paymentIdOf({ programme, period, personIndex, component }));
    const holder = row && holderOf(row);
    const isPaid = holder && (await sentAttempt(table, holder.runId)) === holder.attempt;
    if (!isPaid) missed.push(period);
  }
  return missed.sort();
}
