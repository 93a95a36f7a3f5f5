import { shareSplitter, takeFromParts } from '../../domain/ledger/shares.ts';
import { addFen, type Fen, subtractFen } from '../../domain/money/fen.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { keepBack } from '../../domain/receivables/instalment.ts';
import { type PaymentFunding, readPaymentFunding } from '../payments/payment-funding.ts';
import { type Payable, parsePayable } from '../payments/payables.ts';
import { createReadPayment } from '../payments/read-payment.ts';
import { payableKey } from '../payments/run-keys.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Action, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import type { ReceivableDeps } from './decide-receivable.ts';
import {
  changeReceivable,
  type ReceivableFacts,
  type ReceivableHead,
  type ReceivableMoment,
  readReceivable,
} from './receivable-head.ts';

export interface AssessOverpaymentInput {
  /** The payment that was too much. */
  readonly paymentId: string;
  readonly amountFen: Fen;
  /** A short text without personal data. */
  readonly reason: string;
  readonly actor: Actor;
}

export type AssessOverpaymentError =
  | { readonly kind: 'not-found' }
  /** Only what the payee has is owed back. */
  | { readonly kind: 'wrong-state' }
  /** More than the payment, with what is already owed or paid back of it. */
  | { readonly kind: 'more-than-paid'; readonly mostFen: Fen }
  /** Another assessment of the payment is not yet notified. */
  | { readonly kind: 'assessed-already'; readonly receivableId: string };

const mostTries = 8;

/**
 * Says that a payment was too much. Nothing is booked and nobody asked to pay until another person has notified the
 * payee; the same person saying the same again changes nothing.
 */
export function createAssessOverpayment({ table, clock }: ReceivableDeps) {
  const readPayment = createReadPayment({ table });
  return async (input: AssessOverpaymentInput): Promise<Result<ReceivableHead, AssessOverpaymentError>> => {
    const { paymentId, amountFen, reason, actor } = input;
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const [item, payment] = await Promise.all([table.get(payableKey(paymentId)), readPayment(paymentId)]);
      if (!item || !payment) return err({ kind: 'not-found' });
      if (payment.state !== 'settled' && payment.state !== 'closed') return err({ kind: 'wrong-state' });
      const row = parsePayable(item);
      const funding = await readPaymentFunding(table, paymentId, row);
      if (!funding) return err({ kind: 'wrong-state' });
      const earlier = await readOfPayment(table, paymentId);
      const assessed = earlier.find(({ state }) => state === 'assessed');
      if (assessed) {
        const isSame = assessed.amountFen === amountFen && assessed.assessedBy === actor.id;
        return isSame ? ok(assessed) : err({ kind: 'assessed-already', receivableId: assessed.receivableId });
      }
      const owed = earlier.filter(({ state }) => state !== 'cancelled');
      const mostFen = subtractFen(row.amountFen, addFen(...owed.map((one) => one.amountFen)));
      if (amountFen > mostFen) return err({ kind: 'more-than-paid', mostFen });
      const facts: ReceivableFacts = {
        receivableId: receivableIdOf(paymentId, earlier.length + 1),
        state: 'assessed',
        awardId: row.awardId,
        paymentId,
        programme: funding.programme,
        period: funding.period,
        year: funding.year,
        amountFen,
        owed: [...takeFromParts(shareSplitter(funding.shares).split(row.amountFen), amountFen)],
        reason,
        assessedBy: actor.id,
        assessedAt: clock.now(),
        assessedOn: clock.today(),
      };
      const moment = { actor, at: facts.assessedAt, date: facts.assessedOn };
      const { head, actions } = changeReceivable(undefined, facts, 'assess', moment, {
        paymentId,
        amountFen,
      });
      const result = await transact(table, actions);
      if (result.ok) return ok(head);
    }
    throw stepError('StoreUnavailable', `receivables of ${paymentId} keep changing`);
  };
}

/**
 * The actions by which what was kept back of a payment is given back to its receivable's debt when two people find the
 * payment not owed: it had paid a debt that nothing was there to pay with, so it is assessed anew, of this payment; once,
 * though the payment may come back in parts.
 */
export async function keptBackOwedAgain(
  table: Table,
  paymentId: string,
  row: Payable,
  { programme, period, year, shares }: PaymentFunding,
  moment: ReceivableMoment,
): Promise<readonly Action[]> {
  const { keptBack, amountFen: dueFen, awardId } = row;
  if (!keptBack) return [];
  const { amountFen, parts } = keepBack(shareSplitter(shares), dueFen, keptBack.amountFen);
  const earlier = await readOfPayment(table, paymentId);
  if (earlier.some(({ keptBackFor }) => keptBackFor === keptBack.receivableId)) return [];
  const facts: ReceivableFacts = {
    receivableId: receivableIdOf(paymentId, earlier.length + 1),
    state: 'assessed',
    awardId,
    paymentId,
    programme,
    period,
    year,
    amountFen,
    owed: [...parts],
    keptBackFor: keptBack.receivableId,
    reason: `kept back for ${keptBack.receivableId} of a payment that was not owed`,
    assessedBy: moment.actor.id,
    assessedAt: moment.at,
    assessedOn: moment.date,
  };
  return changeReceivable(undefined, facts, 'assess', moment, { paymentId, amountFen }).actions;
}

/** A payment may be found too much more than once: each time has a number. */
function receivableIdOf(paymentId: string, number: number): string {
  return `rcv-${paymentId}-${String(number)}`;
}

/** Every receivable of a payment, by its number; read from the store itself, since what is owed must not be missed. */
async function readOfPayment(table: Table, paymentId: string): Promise<readonly ReceivableHead[]> {
  const heads: ReceivableHead[] = [];
  for (;;) {
    const head = await readReceivable(table, receivableIdOf(paymentId, heads.length + 1));
    if (!head) return heads;
    heads.push(head);
  }
}
