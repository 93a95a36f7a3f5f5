import type { Actor } from '../../domain/audit/actor.ts';
import { next } from '../../domain/lifecycle/lifecycle.ts';
import { type ExceptionState, exceptionLifecycle } from '../../domain/reconciliation/exception-lifecycle.ts';
import { outstandingOf } from '../../domain/reconciliation/run-totals.ts';
import { readMany } from '../store/read-many.ts';
import { readRunHead } from '../payments/run-head.ts';
import { readTotals } from '../payments/totals.ts';
import type { Clock } from '../ports/clock.ts';
import { pagesOf } from '../store/pages.ts';
import type { Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { readPlaceInChunk } from './decide-outcome.ts';
import { changeException, type ExceptionHead, exceptionsOfPayment, parseException } from './exceptions.ts';
import { createListExceptions } from './list-exceptions.ts';
import { locatePayments } from './locate-payments.ts';

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
}

const ofPaymentAPage = 50;

/**
 * Resolves what stands open about a payment once the bank has put it right. The index may not show one that is just
 * being opened, or somebody may have taken it: then a person finds that nothing of it is in suspense any more.
 */
export async function resolveByBank({ table, clock }: Deps, paymentId: string, actor: Actor): Promise<void> {
  const rows = await table.queryIndex('gsi2', { pk: exceptionsOfPayment(paymentId), limit: ofPaymentAPage });
  const items = await readMany(table, rows.items);
  for (const item of items) {
    const head = item && parseException(item);
    if (head && putRightByBank.has(head.reason)) await endByBank({ table, clock }, head, actor);
  }
}

/** Resolves an exception that the bank has put right, unless somebody has it in their hands. */
async function endByBank({ table, clock }: Deps, head: ExceptionHead, actor: Actor): Promise<void> {
  const state = next(exceptionLifecycle, head.state, 'bank-corrects');
  if (!state.ok) return;
  const { version: _version, auditHash: _auditHash, suspense: _suspense, ...facts } = head;
  const change = changeException(
    head,
    { ...facts, state: state.value },
    { at: clock.now(), actor, event: 'bank-corrects' },
  );
  // Whoever was faster has it now.
  await transact(table, change.actions);
}

const putRightByBank: ReadonlySet<ExceptionHead['reason']> = new Set(['amount-differs', 'duplicate']);

/**
 * Ends the exceptions of what the bank has spoken of since. @param runId of this run alone
 */
export async function endAnswered(deps: Deps, actor: Actor, runId?: string): Promise<void> {
  const filter = { state: 'open', ...(runId === undefined ? {} : { runId }) } as const;
  for await (const head of oursOnly(deps.table, filter)) {
    if (await isAnswered(deps.table, head)) await endByBank(deps, head, actor);
  }
}

async function isAnswered(table: Table, { endToEndId, runId }: ExceptionHead): Promise<boolean> {
  if (endToEndId === undefined) {
    const head = runId === undefined ? undefined : await readRunHead(table, runId);
    if (!head) return false;
    return (
      outstandingOf({ count: head.payments, fen: head.totalFen }, await readTotals(table, head)).count === 0
    );
  }
  const [location] = await locatePayments(table, [endToEndId]);
  const place = location?.kind === 'located' ? await readPlaceInChunk(table, location) : undefined;
  return place?.outcome !== undefined && place.outcome !== 'outstanding';
}

export async function* oursOnly(
  table: Table,
  filter: { readonly state: ExceptionState; readonly runId?: string },
): AsyncGenerator<ExceptionHead> {
  const list = createListExceptions({ table });
  for await (const heads of pagesOf((from) => list({ kind: 'ours-only', ...filter, ...from }))) yield* heads;
}
