import type { Actor } from '../../domain/audit/actor.ts';
import { shareSplitter } from '../../domain/ledger/shares.ts';
import { type Transfer, transfersOf } from '../../domain/ledger/transfer.ts';
import { next } from '../../domain/lifecycle/lifecycle.ts';
import {
  type CancellationEvent,
  cancellationLifecycle,
} from '../../domain/payments/cancellation-lifecycle.ts';
import { endToEndIdOf, instructionIdOf } from '../../domain/payments/payment-id.ts';
import { basisOn } from '../../domain/receivables/receivable-postings.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { isAwardOfOwnFamily } from '../awards/own-family.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { isYearClosed } from '../ledger/closed-books.ts';
import { postingActions } from '../ledger/posting-actions.ts';
import type { Clock } from '../ports/clock.ts';
import { stepError } from '../ports/step-errors.ts';
import { keptBackOwedAgain } from '../receivables/assess-overpayment.ts';
import { locatePayments } from '../reconciliation/locate-payments.ts';
import type { Action, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { changeSubject } from '../subjects/change.ts';
import { type Cancellation, cancellationKey, parseCancellation } from './cancellation-head.ts';
import { changeInstruction, parseInstruction } from './instructions.ts';
import { asSeen, type Payable, parsePayable, readPayable } from './payables.ts';
import { readPaymentFunding } from './payment-funding.ts';
import { createReadPayment } from './read-payment.ts';
import { tookPartInRun } from './run-head.ts';
import { instructionKey, payableKey } from './run-keys.ts';
import { readSeal } from './chunks.ts';
import { endedActions } from './street-service.ts';

export interface CancelPaymentInput {
  readonly paymentId: string;
  readonly event: CancellationEvent;
  readonly actor: Actor;
  /** A short text without personal data; needed to propose. */
  readonly reason?: string | undefined;
}

export type CancelPaymentError =
  | { readonly kind: 'not-found' }
  /** Only what came back, was rejected, or waits for its first run, is cancelled; a run that holds it gives it up first. */
  | { readonly kind: 'wrong-state'; readonly state: string }
  | { readonly kind: 'nothing-proposed' }
  | { readonly kind: 'same-person' }
  /** Who prepared or released its run, or had a part in its claim. */
  | { readonly kind: 'took-part' }
  | { readonly kind: 'own-family' };

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
}

interface Moment {
  readonly actor: Actor;
  readonly at: string;
  readonly date: CalendarDate;
}

const mostTries = 8;

/**
 * Ends a payment that is not owed any more, on the word of two people: what was obligated for it goes back to the
 * year's budget or, in a later year, is due to the treasury. No run pays it again.
 */
export function createCancelPayment(deps: Deps) {
  const { table, clock } = deps;
  return async (input: CancelPaymentInput): Promise<Result<Cancellation, CancelPaymentError>> => {
    const { paymentId, event, actor, reason = '' } = input;
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const [rowItem, headItem] = await table.getMany([payableKey(paymentId), cancellationKey(paymentId)]);
      if (!rowItem) return err({ kind: 'not-found' });
      const row = parsePayable(rowItem);
      const before = headItem && parseCancellation(headItem);
      if (before && isSaidAlready(before, input)) return ok(before);
      const refusal = await refusalOf(deps, row, before, input);
      if (refusal) return err(refusal);
      const state = before ? next(cancellationLifecycle, before.state, event) : ok('proposed' as const);
      if (!state.ok) return err({ kind: 'wrong-state', state: before?.state ?? 'none' });
      const moment = { actor, at: clock.now(), date: clock.today() };
      const ended = await endOf(deps, paymentId, row, moment);
      if (!ended.ok) return ended;
      const facts = {
        paymentId,
        state: state.value,
        proposedBy: event === 'propose' ? actor.id : (before?.proposedBy ?? actor.id),
        reason: event === 'propose' ? reason : (before?.reason ?? reason),
        ...(event === 'approve' ? { approvedBy: actor.id } : {}),
      };
      const change = changeSubject(
        before && { version: before.version, auditHash: before.auditHash },
        {
          subjectKind: 'cancellation',
          subjectId: paymentId,
          at: moment.at,
          actor,
          event,
          ...(before ? { from: before.state } : {}),
          to: state.value,
          detail: { reason },
        },
        facts,
      );
      const also =
        event === 'approve' ? [...ended.value.actions, ...postingActions(ended.value.transfers)] : [];
      const result = await transact(table, [...change.actions, ...also]);
      if (result.ok) {
        return ok({ ...facts, version: change.head.version, auditHash: change.head.auditHash });
      }
    }
    throw stepError('StoreUnavailable', `payment ${paymentId} keeps changing`);
  };
}

/** The same person saying the same again changes nothing. */
function isSaidAlready(head: Cancellation, { event, actor }: CancelPaymentInput): boolean {
  if (event === 'approve') return head.state === 'approved' && head.approvedBy === actor.id;
  return event === 'propose' && head.state === 'proposed' && head.proposedBy === actor.id;
}

async function refusalOf(
  { table }: Deps,
  row: Payable,
  head: Cancellation | undefined,
  { event, actor }: CancelPaymentInput,
): Promise<CancelPaymentError | undefined> {
  if (!head && event !== 'propose') return { kind: 'nothing-proposed' };
  if (event === 'approve' && head?.proposedBy === actor.id) return { kind: 'same-person' };
  if (await isAwardOfOwnFamily(table, actor, row.awardId)) return { kind: 'own-family' };
  const isParticipant = row.participants?.includes(actor.id) === true;
  const took = row.runId !== undefined && (await tookPartInRun(table, row.runId, actor));
  return isParticipant || took ? { kind: 'took-part' } : undefined;
}

interface Ended {
  readonly actions: readonly Action[];
  readonly transfers: readonly Transfer[];
}

async function endOf(
  deps: Deps,
  paymentId: string,
  row: Payable,
  moment: Moment,
): Promise<Result<Ended, CancelPaymentError>> {
  const { table } = deps;
  const payment = await createReadPayment(deps)(paymentId);
  const state = payment?.state ?? 'planned';
  const isWaiting = row.runId === undefined;
  if (state === 'cancelled' || (!isWaiting && state !== 'returned' && state !== 'rejected')) {
    return err({ kind: 'wrong-state', state });
  }
  const cancelled: Action = {
    update: payableKey(paymentId),
    set: { cancelled: true },
    if: asSeen(row),
  };
  if (isWaiting && row.reissue === 0) return endOfPlanned(table, paymentId, row, cancelled, moment);
  const funding = await readPaymentFunding(table, paymentId, row);
  if (!funding) return err({ kind: 'wrong-state', state });
  // While it waits to go out again, it is the instruction before that came back.
  const reissue = isWaiting ? row.reissue - 1 : row.reissue;
  const [location] = await locatePayments(table, [endToEndIdOf(paymentId, reissue)]);
  if (location?.kind !== 'located') return err({ kind: 'wrong-state', state });
  const { awardId, runId, attempt, chunk, position, instructedFen: amountFen } = location;
  const own = await table.get(instructionKey(instructionIdOf(paymentId, reissue)));
  return ok({
    actions: [
      cancelled,
      ...changeInstruction(
        { paymentId, reissue, awardId, runId, attempt, chunk, position, amountFen },
        own ? parseInstruction(own) : 'rejected',
        { event: 'entitlement-cancelled', actor: moment.actor, at: moment.at },
      ),
      ...(await keptBackOwedAgain(table, paymentId, row, funding, moment)),
      ...endedActions(location, await readSeal(table, location)),
    ],
    transfers: transfersOf({
      cause: `payment/${paymentId}/cancelled`,
      event: `returned-cancelled-${basisOn(funding.year, moment.date)}`,
      programme: funding.programme,
      year: funding.year,
      period: funding.period,
      runId,
      subject: paymentId,
      parts: shareSplitter(funding.shares).split(amountFen),
      date: moment.date,
      at: moment.at,
    }),
  });
}

/**
 * A correction that no run has held is only committed: what it corrects says by which shares. What was committed in a
 * year lapses when the year is closed; then there is nothing to give back, but of what came to be owed since.
 */
async function endOfPlanned(
  table: Table,
  paymentId: string,
  row: Payable,
  cancelled: Action,
  moment: Moment,
): Promise<Result<Ended, CancelPaymentError>> {
  const { corrects, afterYear = false } = row;
  const corrected = corrects === undefined ? undefined : await readPayable(table, corrects);
  const funding =
    corrected && corrects !== undefined ? await readPaymentFunding(table, corrects, corrected) : undefined;
  if (!funding) return err({ kind: 'wrong-state', state: 'planned' });
  const { programme, year, period, shares } = funding;
  if (!afterYear && (await isYearClosed(table, year))) return ok({ actions: [cancelled], transfers: [] });
  return ok({
    actions: [cancelled],
    transfers: transfersOf({
      cause: `payment/${paymentId}/cancelled`,
      event: 'award-reduced',
      programme,
      year,
      period,
      subject: paymentId,
      parts: shareSplitter(shares).split(row.amountFen),
      date: moment.date,
      at: moment.at,
    }),
  });
}
