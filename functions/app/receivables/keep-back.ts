import { type SharePart, type ShareSplitter, sumOfParts, takeFromParts } from '../../domain/ledger/shares.ts';
import type { Fen } from '../../domain/money/fen.ts';
import type { RecoveryLimits } from '../../domain/policy/policy.ts';
import { instalmentOf, isSpared, keepBack, type LastDeath } from '../../domain/receivables/instalment.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { readMany } from '../store/read-many.ts';
import { rowPages } from '../store/pages.ts';
import type { Action, Table } from '../store/ports.ts';
import {
  changeReceivable,
  parseReceivable,
  receivableKey,
  type ReceivableHead,
  type ReceivableMoment,
  recoveringList,
} from './receivable-head.ts';
import { withoutStaleReservation } from './reservation.ts';

/** A receivable that is being recovered from an award's payments. */
export interface RecoveringReceivable {
  readonly receivableId: string;
  readonly awardId: string;
}

/** What a programme's awards pay back from their payments: few beside its roll. */
export async function listRecovering(
  table: Table,
  programme: string,
): Promise<readonly RecoveringReceivable[]> {
  const found: RecoveringReceivable[] = [];
  for await (const rows of rowPages(table, 'gsi3', { pk: recoveringList(programme) })) {
    for (const { indexSk } of rows) {
      const [awardId = '', receivableId = ''] = indexSk.split('#');
      found.push({ receivableId, awardId });
    }
  }
  return found;
}

/** A payment that is due, to whom, and who of the family died last. */
interface DueToAward {
  readonly awardId: string;
  readonly lastDeath?: LastDeath;
}

/** Which payments may give towards which receivable: by their places, the receivables in the order given. */
export function recoverableFrom(
  payments: readonly DueToAward[],
  receivables: readonly RecoveringReceivable[],
  limits: RecoveryLimits | undefined,
  on: CalendarDate,
): readonly { readonly position: number; readonly receivableId: string }[] {
  if (!limits || receivables.length === 0) return [];
  const byAward = Map.groupBy(receivables, ({ awardId }) => awardId);
  return payments.flatMap(({ awardId, lastDeath }, position) =>
    isSpared(lastDeath, on, limits)
      ? []
      : (byAward.get(awardId) ?? []).map(({ receivableId }) => ({ position, receivableId })),
  );
}

/** A payment that a run is to make for the first time, and the receivables that it may give towards. */
export interface GivingPayment {
  readonly position: number;
  readonly paymentId: string;
  readonly dueFen: Fen;
  readonly receivableIds: readonly string[];
}

/** An instalment that a run means to keep back of a payment. */
export interface Instalment {
  readonly position: number;
  readonly paymentId: string;
  readonly receivable: ReceivableHead;
  readonly amountFen: Fen;
  /** By the payment's shares. */
  readonly parts: readonly SharePart[];
  /** By the receivable's shares, of what is owed. */
  readonly owedParts: readonly SharePart[];
}

/**
 * What is kept back of payments: one instalment a payment and one a receivable, the oldest receivable first. What
 * another run keeps back already of a receivable is left to it: a receivable never gives to two runs at once, so it
 * never gives more than it holds.
 * @param rebuilding a run that would give up what it keeps back, for a preview of it
 */
export async function planInstalments(
  table: Table,
  payments: readonly GivingPayment[],
  limits: RecoveryLimits | undefined,
  splitter: ShareSplitter,
  rebuilding?: string,
): Promise<readonly Instalment[]> {
  const ids = [...new Set(payments.flatMap(({ receivableIds }) => receivableIds))];
  if (!limits || ids.length === 0) return [];
  const items = await readMany(table, ids.map(receivableKey));
  const stored = items.flatMap((item) => (item ? [parseReceivable(item)] : []));
  const heads = await Promise.all(stored.map((head) => withoutStaleReservation(table, head)));
  const free = heads
    .filter(({ state, reserved }) => state === 'recovering' && (!reserved || reserved.runId === rebuilding))
    .sort((one, other) => (one.assessedAt < other.assessedAt ? -1 : 1));
  const giving = new Map(payments.map((payment) => [payment.position, payment]));
  const instalments: Instalment[] = [];
  for (const receivable of free) {
    for (const { position, paymentId, dueFen, receivableIds } of giving.values()) {
      if (!receivableIds.includes(receivable.receivableId)) continue;
      const wanted = instalmentOf(dueFen, sumOfParts(receivable.owed), limits);
      const { amountFen, parts } = keepBack(splitter, dueFen, wanted);
      if (amountFen === 0) continue;
      const owedParts = takeFromParts(receivable.owed, amountFen);
      instalments.push({ position, paymentId, receivable, amountFen, parts, owedParts });
      giving.delete(position);
      break;
    }
  }
  return instalments;
}

/** The two actions that reserve an instalment for a run: nothing else is done with that part of the receivable then. */
export function reservationActions(
  { receivable, paymentId, amountFen, owedParts }: Instalment,
  { runId, attempt }: { readonly runId: string; readonly attempt: number },
  moment: ReceivableMoment,
): readonly Action[] {
  const { version: _version, auditHash: _auditHash, ...facts } = receivable;
  const reserved = { paymentId, runId, attempt, parts: [...owedParts] };
  return changeReceivable(receivable, { ...facts, reserved }, 'kept-back', moment, {
    runId,
    attempt,
    paymentId,
    amountFen,
  }).actions;
}
