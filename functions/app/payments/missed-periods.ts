import { paymentIdOf } from '../../domain/payments/payment-id.ts';
import type { Table } from '../store/ports.ts';
import { readMany } from './chunks.ts';
import { hasGoneOut, sentAttempt } from './last-period.ts';
import { holderOf, parsePayable } from './payables.ts';
import { parseRunHead } from './run-head.ts';
import { payableKey, runsOfProgramme } from './run-keys.ts';

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
  let cursor: string | undefined;
  do {
    const page = await table.queryIndex('gsi3', {
      pk: runsOfProgramme(programme),
      sk: recurs ? { from: award.period } : { beginsWith: `${award.period}#` },
      ...(cursor === undefined ? {} : { cursor }),
    });
    const items = await readMany(
      table,
      page.items.map(({ pk, sk }) => ({ pk, sk })),
    );
    for (const head of items.flatMap((item) => (item ? [parseRunHead(item)] : []))) {
      if (hasGoneOut(head)) components.set(head.period, head.terms.component);
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  const missed: string[] = [];
  for (const [period, component] of components) {
    const item = await table.get(payableKey(paymentIdOf({ programme, period, personIndex, component })));
    const holder = item && holderOf(parsePayable(item));
    const isPaid = holder && (await sentAttempt(table, holder.runId)) === holder.attempt;
    if (!isPaid) missed.push(period);
  }
  return missed.sort();
}
