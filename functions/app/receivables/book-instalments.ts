import type { SealItem } from '../../contracts/store/payment-run.ts';
import type { SharePart } from '../../domain/ledger/shares.ts';
import { partsOfStreet, transfersOf } from '../../domain/ledger/transfer.ts';
import { recoveredEvent } from '../../domain/receivables/receivable-postings.ts';
import { postingActions } from '../ledger/posting-actions.ts';
import { outboxRow } from '../outbox/outbox-row.ts';
import { readSeals } from '../payments/chunks.ts';
import { chunkDimensions, chunkNumbers } from '../payments/post-chunks.ts';
import { streetAt, streetOfPayment } from '../payments/payment-streets.ts';
import { type RunHead, stepActor } from '../payments/run-head.ts';
import type { Clock } from '../ports/clock.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import {
  readReceivable,
  type ReceivableHead,
  type ReceivableMoment,
  receivableTransfers,
  repaid,
} from './receivable-head.ts';

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
}

type KeptBack = NonNullable<SealItem['keptBack']>[number];

/**
 * Books what a run keeps back, once the bank has its files: the payment as paid in full, and the instalment as paid
 * back (finance.md, "offset at release"). Not a day earlier: until then a run may be cancelled or built anew, and what
 * an offset frees in the budget might be spent when it has to be given back. Each is booked with its receivable's own
 * change, so repeating it books nothing twice.
 */
export async function bookInstalments(deps: Deps, head: RunHead): Promise<void> {
  if (!head.keptBack) return;
  const seals = await readSeals(deps.table, head, chunkNumbers(head.chunks ?? 0));
  for (const [chunk, seal] of seals.entries()) {
    for (const one of seal.keptBack ?? []) {
      if (one.parts.length > 0) await bookInstalment(deps, head, chunk, seal, one);
    }
  }
}

const mostTries = 8;

async function bookInstalment(
  { table, clock }: Deps,
  head: RunHead,
  chunk: number,
  seal: SealItem,
  kept: KeptBack,
): Promise<void> {
  const { receivableId } = kept;
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const stored = await readReceivable(table, receivableId);
    if (!stored) throw new Error(`there is no receivable ${receivableId}`);
    const { reserved, ...receivable } = stored;
    // Booked before, and perhaps reserved by another run since.
    if (reserved?.runId !== head.runId || reserved.attempt !== head.attempt) return;
    const moment = { actor: stepActor('book-instalments'), at: clock.now(), date: clock.today() };
    const { paymentId, parts } = reserved;
    const via = { via: 'kept-back', runId: head.runId, paymentId };
    const change = repaid(receivable, parts, moment, via);
    const result = await transact(table, [
      ...change.actions,
      ...postingActions([
        ...paidInFull(head, chunk, kept, streetAt(seal, kept.position), moment),
        ...paidBack(head, receivable, parts, await streetOfPayment(table, receivable.paymentId), moment),
      ]),
      outboxRow(moment.at, `receivable/${receivableId}/${String(change.head.version)}/instalment`, {
        type: 'notify',
        subjectKind: 'award',
        subjectId: receivable.awardId,
        text: 'recovery-instalment',
        parameters: { receivable: receivableId, payment: paymentId },
      }),
    ]);
    if (result.ok) return;
  }
  throw stepError('StoreUnavailable', `receivable ${receivableId} keeps changing`);
}

function paidInFull(
  head: RunHead,
  chunk: number,
  { receivableId, position, parts }: KeptBack,
  street: string | undefined,
  moment: ReceivableMoment,
) {
  const dimensions = chunkDimensions(head, chunk);
  return transfersOf({
    ...dimensions,
    cause: `${dimensions.cause}/kept-back/${receivableId}`,
    event: 'offset-paid',
    parts,
    streets: partsOfStreet(street, 0, parts),
    positions: String(position),
    subject: receivableId,
    date: moment.date,
    at: moment.at,
  });
}

function paidBack(
  head: RunHead,
  receivable: ReceivableHead,
  parts: readonly SharePart[],
  street: string | undefined,
  moment: ReceivableMoment,
) {
  const { basis, year, receivableId } = receivable;
  if (basis === undefined) throw new Error(`receivable ${receivableId} is recovered and not in the books`);
  const cause = `kept-back/${head.runId}/${String(head.attempt)}`;
  const event = recoveredEvent(basis, year, moment.date);
  return receivableTransfers(receivable, event, parts, cause, moment, {
    bankAccount: head.terms.debtor.account,
    street,
  });
}
