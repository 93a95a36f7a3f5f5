import type { LedgerEvent } from '../../domain/ledger/postings.ts';
import {
  type SharePart,
  shareSplitter,
  subtractParts,
  sumOfParts,
  takeFromParts,
} from '../../domain/ledger/shares.ts';
import { partsOfStreet, type Transfer, transfersOf } from '../../domain/ledger/transfer.ts';
import { balanceKey } from '../../domain/ledger/trial-balance.ts';
import { next } from '../../domain/lifecycle/lifecycle.ts';
import { subtractFen, zeroFen } from '../../domain/money/fen.ts';
import { endToEndIdOf, instructionIdOf } from '../../domain/payments/payment-id.ts';
import { writePositions } from '../../domain/payments/positions.ts';
import { basisOn, identifiedEvent } from '../../domain/receivables/receivable-postings.ts';
import { recoveryLifecycle } from '../../domain/receivables/recovery-lifecycle.ts';
import { fingerprintOf, outcomeDecided } from '../../domain/reconciliation/chunk-outcomes.ts';
import { exceptionLifecycle } from '../../domain/reconciliation/exception-lifecycle.ts';
import { type Fund, type Settlement, settlementsOf } from '../../domain/reconciliation/settlement.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { AwardsForRoll } from '../awards/ports.ts';
import { balancePk } from '../ledger/posting-actions.ts';
import { correctionActions } from '../payments/corrections.ts';
import { changeInstruction, parseInstruction } from '../payments/instructions.ts';
import { asSeen, type Payable, readPayable } from '../payments/payables.ts';
import { readPaymentFunding } from '../payments/payment-funding.ts';
import { streetAt, streetOfPayment } from '../payments/payment-streets.ts';
import { instructionKey, payableKey } from '../payments/run-keys.ts';
import { endedActions } from '../payments/street-service.ts';
import { keptBackOwedAgain } from '../receivables/assess-overpayment.ts';
import {
  changeReceivable,
  freeParts,
  readReceivable,
  type ReceivableHead,
  type ReceivableMoment,
  repaid,
} from '../receivables/receivable-head.ts';
import { withoutStaleReservation } from '../receivables/reservation.ts';
import type { Action, Table } from '../store/ports.ts';
import { decidedOutcomeActions, type PlaceInChunk, readPlaceInChunk } from './decide-outcome.ts';
import { changeException, type ExceptionHead, type MoneyOfBreak, readException } from './exceptions.ts';
import { locatePayments } from './locate-payments.ts';
import { type HeldInSuspense, readSuspense } from './suspense.ts';

/** What a settlement does, to be written with the exception's own change. */
export interface SettlementPlan {
  readonly actions: readonly Action[];
  readonly transfers: readonly Transfer[];
  /** Runs that may have come to rest by it. */
  readonly runIds: readonly string[];
}

export type SettlementRefusal =
  /** Not a way to settle an exception of this kind, or no longer: the bank has put it right. */
  | { readonly kind: 'settlement-does-not-fit' }
  /** The payment, receivable, exception or fund that it names is not there, or not where it could be used for this. */
  | { readonly kind: 'settlement-names-nothing' }
  /** What stands in suspense is not what it is to be settled with. */
  | { readonly kind: 'settlement-amount-differs' };

export interface SettleDeps {
  readonly table: Table;
  readonly awards: Pick<AwardsForRoll, 'read'>;
}

interface Settling<S extends Settlement = Settlement> {
  readonly deps: SettleDeps;
  readonly head: ExceptionHead;
  readonly settlement: S;
  readonly held: HeldInSuspense;
  readonly moment: ReceivableMoment;
  /** Who proposed and who approves: neither has another part in what comes of it. */
  readonly participants: readonly string[];
}

type Of<Kind extends Settlement['kind']> = Extract<Settlement, { readonly kind: Kind }>;
type Planned = Promise<Result<SettlementPlan, SettlementRefusal>>;

const doesNotFit = err({ kind: 'settlement-does-not-fit' } as const);
const namesNothing = err({ kind: 'settlement-names-nothing' } as const);
const amountDiffers = err({ kind: 'settlement-amount-differs' } as const);

/**
 * What settling an exception would change and book, on what stands in suspense for it now (finance.md, "identified").
 * Every posting takes exactly that out of suspense.
 * @param moment of the approval: its actor approves
 */
export async function planSettlement(
  deps: SettleDeps,
  head: ExceptionHead,
  settlement: Settlement,
  moment: ReceivableMoment,
): Planned {
  const held = await readSuspense(deps.table, head);
  const suspense = held?.side ?? 'none';
  const possible = settlementsOf(head.reason, suspense, held?.open?.disputed ?? false);
  if (!possible.includes(settlement.kind)) return doesNotFit;
  if (settlement.kind === 'not-made') return notMade(deps, head, moment);
  if (!held) return ok({ actions: [], transfers: [], runIds: [] });
  const { proposedBy } = head;
  const participants = [...(proposedBy === undefined ? [] : [proposedBy]), moment.actor.id];
  const settling = { deps, head, held, moment, participants };
  const plan = await plannedBy({ ...settling, settlement });
  if (!plan.ok || !held.open || held.open.disputed) return plan;
  // The chunk is told that the difference is decided: another credit for it is then no correction any more.
  const { place, after } = held.open;
  const closing = await decidedOutcomeActions(deps.table, place, after, undefined, moment, head.exceptionId);
  return ok({ ...plan.value, actions: [...plan.value.actions, ...closing] });
}

function plannedBy(settling: Settling): Planned {
  const { settlement } = settling;
  switch (settlement.kind) {
    case 'return':
    case 'not-due':
      return cameBack({ ...settling, settlement });
    case 'refund':
      return refunded({ ...settling, settlement });
    case 'recovery':
      return repays({ ...settling, settlement });
    case 'funding':
      return belongsTo(settling, settlement.fund, 'identified-as-funding');
    case 'fee':
      return belongsTo(settling, settlement.fund, 'identified-as-fee');
    case 'remittance':
      return belongsTo(settling, settlement.fund, 'identified-as-remittance');
    case 'accepted':
      return settling.held.open?.disputed === true
        ? disputeAccepted({ ...settling, settlement })
        : paymentAccepted(settling);
    case 'receivable':
      return owedByPayee(settling);
    case 'treasury':
      return booked(settling, 'identified-for-treasury');
    case 'loss':
      return booked(settling, 'overpaid-written-off');
    case 'booked-elsewhere':
      return booked(settling, settling.held.side === 'credit' ? 'credit-rebooked' : 'debit-rebooked');
    case 'not-made':
    case 'nothing-to-book':
      return Promise.resolve(doesNotFit);
  }
}

function plan(
  transfers: readonly Transfer[],
  actions: readonly Action[] = [],
  runIds: readonly string[] = [],
): Result<SettlementPlan, never> {
  return ok({ transfers, actions, runIds });
}

function post(
  { head, moment, held }: Pick<Settling, 'head' | 'moment' | 'held'>,
  event: LedgerEvent,
  { programme, year, period, parts }: MoneyOfBreak,
  of?: { readonly street: string | undefined; readonly payments: number },
): readonly Transfer[] {
  return transfersOf({
    cause: `exception/${head.exceptionId}/settlement`,
    event,
    programme,
    year,
    parts,
    streets: partsOfStreet(of?.street, of?.payments ?? 0, parts),
    ...(period === undefined ? {} : { period }),
    ...(head.runId === undefined ? {} : { runId: head.runId }),
    subject: head.exceptionId,
    bankAccount: held.bankAccount,
    date: moment.date,
    at: moment.at,
  });
}

/** Brings what stands in suspense under the programme, year and shares where it belongs, if it is not there. */
function broughtTo(
  settling: Pick<Settling, 'head' | 'moment' | 'held'>,
  to: MoneyOfBreak,
): readonly Transfer[] {
  const { held } = settling;
  const isThere =
    held.programme === to.programme && held.year === to.year && isSplitAlike(held.parts, to.parts);
  if (isThere) return [];
  const [out, into] =
    held.side === 'credit'
      ? (['credit-rebooked', 'unidentified-credit'] as const)
      : (['debit-rebooked', 'bank-overpaid'] as const);
  return [...post(settling, out, held), ...post(settling, into, to)];
}

function isSplitAlike(some: readonly SharePart[], others: readonly SharePart[]): boolean {
  return subtractParts(some, others).every(({ amountFen }) => amountFen === 0);
}

function booked(settling: Settling, event: LedgerEvent): Planned {
  return Promise.resolve(plan(post(settling, event, settling.held)));
}

async function belongsTo(settling: Settling, fund: Fund, event: LedgerEvent): Planned {
  const { programme, year, share } = fund;
  const authority = balanceKey({ account: 'B1', programme, year, share });
  if (!(await settling.deps.table.get({ pk: balancePk, sk: authority }))) return namesNothing;
  const to = { programme, year, parts: [{ share, amountFen: settling.held.amountFen }] };
  return plan([...broughtTo(settling, to), ...post(settling, event, to)]);
}

async function cameBack(settling: Settling<Of<'return' | 'not-due'>>): Planned {
  const { deps, held, settlement, moment, head, participants } = settling;
  const target = await readPayment(deps.table, settlement.paymentId);
  if (target?.place?.outcome !== 'settled') return namesNothing;
  const { row, place } = target;
  const { located, outcomes } = place;
  if (held.amountFen > located.instructedFen) return amountDiffers;
  const { programme, period } = place.head;
  const { year, shares } = place.head.terms;
  const money = { programme, year, period };
  const split = shareSplitter(shares).split(located.instructedFen);
  const parts = takeFromParts(split, held.amountFen);
  const street = streetAt(place.seal, located.position);
  const back = [
    ...broughtTo(settling, { ...money, parts }),
    ...post(settling, 'identified-as-return', { ...money, parts }, { street, payments: 1 }),
  ];
  if (settlement.kind === 'not-due') {
    if (place.head.state !== 'closed') return namesNothing;
    const event = `returned-cancelled-${basisOn(year, moment.date)}` as const;
    const funding = { ...money, shares, runId: located.runId };
    const owedAgain = await keptBackOwedAgain(deps.table, located.paymentId, row, funding, moment);
    return plan([...back, ...post(settling, event, { ...money, parts })], owedAgain);
  }
  if (place.head.state === 'closed') {
    // The payment is final. What came back of it is owed once more, as a correction with a component of its own.
    const { paymentId } = located;
    const { amountFen } = held;
    const correction = await correctionActions(deps, { paymentId, row, amountFen, participants, year });
    return plan([...back, ...post(settling, 'returned-for-correction', { ...money, parts })], correction);
  }
  const fingerprint = head.fingerprint ?? fingerprintOf(head.exceptionId);
  const after = outcomeDecided(outcomes, located.position, 'returned', fingerprint);
  const { code } = head;
  const moved = {
    event: 'return',
    from: 'settled',
    ...(code === undefined ? {} : { reason: code }),
  } as const;
  const actions = await decidedOutcomeActions(deps.table, place, after, moved, moment, head.exceptionId);
  // What the bank kept of a return is its charge; the payee is owed the whole.
  const kept = post(settling, 'returned-short', { ...money, parts: subtractParts(split, parts) });
  return plan([...back, ...kept], actions, [located.runId]);
}

/** A credit and a debit that cancel out settle both exceptions. The other need not be in anybody's hands. */
async function refunded(settling: Settling<Of<'refund'>>): Planned {
  const { deps, head, held, settlement, moment } = settling;
  const other = await readException(deps.table, settlement.exceptionId);
  if (!other || other.state === 'resolved' || other.exceptionId === head.exceptionId) return namesNothing;
  const otherHeld = await readSuspense(deps.table, other);
  if (!otherHeld || otherHeld.side === held.side || otherHeld.open?.disputed === true) return namesNothing;
  if (otherHeld.amountFen !== held.amountFen) return amountDiffers;
  const [credit, debit] = held.side === 'credit' ? [held, otherHeld] : [otherHeld, held];
  const { version: _version, auditHash: _auditHash, suspense: _suspense, ...facts } = other;
  const ended = next(exceptionLifecycle, other.state, 'bank-corrects');
  const change = changeException(
    other,
    { ...facts, state: ended.ok ? ended.value : other.state },
    {
      at: moment.at,
      actor: moment.actor,
      event: ended.ok ? 'bank-corrects' : 'refunded',
      detail: { with: head.exceptionId },
    },
  );
  const closing = otherHeld.open
    ? await decidedOutcomeActions(
        deps.table,
        otherHeld.open.place,
        otherHeld.open.after,
        undefined,
        moment,
        head.exceptionId,
      )
    : [];
  return plan(
    [...broughtTo({ head, moment, held: credit }, debit), ...post(settling, 'identified-as-refund', debit)],
    [...change.actions, ...closing],
  );
}

async function repays(settling: Settling<Of<'recovery'>>): Planned {
  const { deps, head, held, settlement, moment } = settling;
  const stored = await readReceivable(deps.table, settlement.receivableId);
  if (stored?.basis === undefined || !next(recoveryLifecycle, stored.state, 'paid').ok) return namesNothing;
  const receivable = await withoutStaleReservation(deps.table, stored);
  const free = freeParts(receivable);
  if (held.amountFen > sumOfParts(free)) return amountDiffers;
  const parts = takeFromParts(free, held.amountFen);
  const { programme, year, period } = receivable;
  const to = { programme, year, period, parts };
  const event = identifiedEvent(stored.basis, year, moment.date);
  const change = repaid(receivable, parts, moment, { via: 'bank', exceptionId: head.exceptionId });
  const street = await streetOfPayment(deps.table, receivable.paymentId);
  return plan(
    [...broughtTo(settling, to), ...post(settling, event, to, { street, payments: 0 })],
    change.actions,
  );
}

/** A disputed payment stands as the bank paid it. */
async function disputeAccepted(settling: Settling<Of<'accepted'>>): Planned {
  const { deps, head, held, settlement, moment, participants } = settling;
  if (!held.open) return doesNotFit;
  const { place, after, differenceFen } = held.open;
  const { located } = place;
  const { paymentId } = located;
  const { programme, period } = place.head;
  const { year, shares } = place.head.terms;
  const { split } = shareSplitter(shares);
  const instructed = split(located.instructedFen);
  const money = { programme, year, period };
  const street = streetAt(place.seal, located.position);
  const actions = await decidedOutcomeActions(
    deps.table,
    place,
    after,
    { event: 'corrected', from: 'disputed' },
    moment,
    head.exceptionId,
  );
  const runIds = [located.runId];
  if (differenceFen < 0) {
    const missing = split(subtractFen(zeroFen, differenceFen));
    const row = await readPayable(deps.table, paymentId);
    if (!row) return namesNothing;
    const amountFen = sumOfParts(missing);
    const correction = await correctionActions(deps, { paymentId, row, amountFen, participants, year });
    return plan(
      [
        ...post(settling, 'dispute-accepted', { ...money, parts: held.parts }, { street, payments: 1 }),
        ...post(settling, 'paid-short', { ...money, parts: missing }),
      ],
      [...actions, ...correction],
      runIds,
    );
  }
  if (settlement.surplus === undefined) return doesNotFit;
  const surplus = { ...money, parts: split(differenceFen) };
  const accepted = post(
    settling,
    'dispute-accepted',
    { ...money, parts: instructed },
    { street, payments: 1 },
  );
  if (settlement.surplus === 'loss') {
    return plan([...accepted, ...post(settling, 'overpaid-written-off', surplus)], actions, runIds);
  }
  const receivable = receivableActions(settling, located.awardId, paymentId, surplus);
  return plan(
    [...accepted, ...post(settling, 'overpaid-to-recover', surplus)],
    [...actions, ...receivable],
    runIds,
  );
}

/** A payment that the bank never had, and that nothing has been heard of since, is owed again. */
async function notMade({ table }: SettleDeps, head: ExceptionHead, moment: ReceivableMoment): Planned {
  const { paymentId, code } = head;
  const target = paymentId === undefined ? undefined : await readPayment(table, paymentId);
  if (target?.place?.outcome !== 'outstanding') return namesNothing;
  const { place } = target;
  const { located, outcomes } = place;
  const { programme, period, terms } = place.head;
  const parts = shareSplitter(terms.shares).split(located.instructedFen);
  const after = outcomeDecided(outcomes, located.position, 'rejected', fingerprintOf(head.exceptionId));
  const reason = code === undefined ? {} : { reason: code };
  return plan(
    transfersOf({
      cause: `exception/${head.exceptionId}/settlement`,
      event: 'rejected',
      programme,
      year: terms.year,
      period,
      parts,
      runId: located.runId,
      attempt: located.attempt,
      chunk: located.chunk,
      positions: writePositions([located.position]),
      subject: head.exceptionId,
      date: moment.date,
      at: moment.at,
    }),
    await decidedOutcomeActions(
      table,
      place,
      after,
      { event: 'reject', from: 'sent', ...reason },
      moment,
      head.exceptionId,
    ),
    [located.runId],
  );
}

/** The bank paid what it had rejected: that was the payment, and it is not owed any more. */
async function paymentAccepted(settling: Settling): Planned {
  const { deps, head, held, moment } = settling;
  const { paymentId } = head;
  const target = paymentId === undefined ? undefined : await readPayment(deps.table, paymentId);
  if (target?.place?.outcome !== 'rejected') return namesNothing;
  const { row, place } = target;
  const { located } = place;
  if (held.amountFen !== located.instructedFen) return amountDiffers;
  const own = await deps.table.get(instructionKey(instructionIdOf(located.paymentId, located.reissue)));
  const { programme, period, terms } = place.head;
  const parts = shareSplitter(terms.shares).split(located.instructedFen);
  const money = { programme, year: terms.year, period, parts };
  const { reissue, awardId, runId, attempt, chunk, position, instructedFen: amountFen } = located;
  const street = streetAt(place.seal, position);
  return plan(
    [...broughtTo(settling, money), ...post(settling, 'rejected-and-paid', money, { street, payments: 1 })],
    [
      ...changeInstruction(
        { paymentId: located.paymentId, reissue, awardId, runId, attempt, chunk, position, amountFen },
        own ? parseInstruction(own) : 'rejected',
        {
          event: 'entitlement-cancelled',
          actor: moment.actor,
          at: moment.at,
          detail: { paidBy: head.exceptionId },
        },
      ),
      { update: payableKey(located.paymentId), set: { cancelled: true }, if: asSeen(row) },
      ...endedActions(located, place.seal),
    ],
  );
}

async function owedByPayee(settling: Settling): Planned {
  const { deps, head, held } = settling;
  const { paymentId } = head;
  const row = paymentId === undefined ? undefined : await readPayable(deps.table, paymentId);
  const funding = row && paymentId !== undefined && (await readPaymentFunding(deps.table, paymentId, row));
  if (!row || paymentId === undefined || !funding) return namesNothing;
  const { programme, period, year, shares } = funding;
  const money = { programme, period, year, parts: shareSplitter(shares).split(held.amountFen) };
  return plan(
    [...broughtTo(settling, money), ...post(settling, 'overpaid-to-recover', money)],
    receivableActions(settling, row.awardId, paymentId, money),
  );
}

/** The receivable that a bank's mistake leaves behind: in the books already, and still to be notified. */
function receivableActions(
  { head, moment }: Settling,
  awardId: string,
  paymentId: string,
  money: MoneyOfBreak & { readonly period: string },
): readonly Action[] {
  const { programme, period, year, parts } = money;
  const facts: Omit<ReceivableHead, 'version' | 'auditHash'> = {
    receivableId: `rcv-${head.exceptionId}`,
    state: 'assessed',
    awardId,
    paymentId,
    programme,
    period,
    year,
    exceptionId: head.exceptionId,
    basis: 'bank-error',
    amountFen: sumOfParts(parts),
    owed: [...parts],
    reason: head.resolution ?? head.reason,
    assessedBy: head.proposedBy ?? moment.actor.id,
    assessedAt: moment.at,
    assessedOn: moment.date,
  };
  return changeReceivable(undefined, facts, 'assess', moment, { exceptionId: head.exceptionId }).actions;
}

/** A payment where its present instruction stands. */
async function readPayment(
  table: Table,
  paymentId: string,
): Promise<{ readonly row: Payable; readonly place: PlaceInChunk | undefined } | undefined> {
  const row = await readPayable(table, paymentId);
  if (!row) return undefined;
  const [location] = await locatePayments(table, [endToEndIdOf(paymentId, row.reissue)]);
  const place = location?.kind === 'located' ? await readPlaceInChunk(table, location) : undefined;
  return { row, place };
}
