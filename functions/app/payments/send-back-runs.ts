import type { PayoutChange } from '../../contracts/store/payment-run.ts';
import { paymentIdOf } from '../../domain/payments/payment-id.ts';
import type { Clock } from '../ports/clock.ts';
import type { Table } from '../store/ports.ts';
import { readChunk } from './chunks.ts';
import { readMany } from '../store/read-many.ts';
import { holderOf, readPayable } from './payables.ts';
import { isChanged } from './payout-changes.ts';
import { payeeChanged } from './release-run.ts';
import { decideRun, parseRunHead, type RunHead, stepActor } from './run-head.ts';
import { runsOfProgramme } from './run-keys.ts';

const newestRuns = 20;

/**
 * Sends runs back at once that were built with what an award was paid before, as far as they are found: by the index,
 * which may lag, and by what an award of the programme is usually paid. The release, and the sending, look at all
 * changes anyway; this only spares an approver the run that is stale already.
 */
export async function sendBackRunsThatPay(
  deps: { readonly table: Table; readonly clock: Clock },
  award: { readonly awardId: string; readonly programme: string; readonly personIndex: string },
  change: PayoutChange,
): Promise<void> {
  const { table } = deps;
  const page = await table.queryIndex('gsi3', {
    pk: runsOfProgramme(award.programme),
    descending: true,
    limit: newestRuns,
  });
  const items = await readMany(table, page.items);
  for (const item of items) {
    const head = item && parseRunHead(item);
    if (!head || !canGoBack(head) || !(await paysAsBefore(table, head, award, change))) continue;
    const { runId, attempt } = head;
    // Overtaken by a release, a sending or a cancellation: they have looked at the change, or it does not matter.
    await decideRun<never>(deps, runId, stepActor('payee-changed'), (now) =>
      canGoBack(now) && now.attempt === attempt ? payeeChanged(now) : { kind: 'stay' },
    );
  }
}

function canGoBack({ state }: RunHead): boolean {
  return state === 'prepared' || state === 'released';
}

async function paysAsBefore(
  table: Table,
  { runId, attempt, programme, period, terms }: RunHead,
  { awardId, personIndex }: { readonly awardId: string; readonly personIndex: string },
  change: PayoutChange,
): Promise<boolean> {
  const paymentId = paymentIdOf({ programme, period, personIndex, component: terms.component });
  const row = await readPayable(table, paymentId);
  const holder = row && holderOf(row);
  if (holder?.runId !== runId || holder.attempt !== attempt) return false;
  const chunk = await readChunk(table, holder);
  const accountVersion = chunk?.accountVersions[holder.position];
  return accountVersion !== undefined && isChanged({ paymentId, awardId, accountVersion }, change);
}
