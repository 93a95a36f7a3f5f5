import type { Actor } from '../../domain/audit/actor.ts';
import { sumOfParts, takeFromParts } from '../../domain/ledger/shares.ts';
import { next } from '../../domain/lifecycle/lifecycle.ts';
import type { Fen } from '../../domain/money/fen.ts';
import { recoveredEvent } from '../../domain/receivables/receivable-postings.ts';
import { recoveryLifecycle } from '../../domain/receivables/recovery-lifecycle.ts';
import type { Result } from '../../domain/result/result.ts';
import { streetOfPayment } from '../payments/payment-streets.ts';
import type { PaymentTerms } from '../payments/ports.ts';
import type { Key } from '../store/ports.ts';
import {
  decideReceivable,
  type OwnReceivable,
  type ReceivableDeps,
  type ReceivableNotFound,
  type ReceivableWrongState,
} from './decide-receivable.ts';
import {
  freeParts,
  receivableKey,
  type ReceivableHead,
  receivableTransfers,
  repaid,
} from './receivable-head.ts';

export interface RecordRepaymentInput {
  readonly receivableId: string;
  readonly amountFen: Fen;
  /** Number of the receipt that the payee was given: the same receipt counts once. */
  readonly receipt: string;
  readonly actor: Actor;
}

type Refusal =
  | ReceivableWrongState
  /** More than is owed and not already kept back by a run. */
  | { readonly kind: 'more-than-owed'; readonly mostFen: Fen }
  /** The receipt stands for another amount. */
  | { readonly kind: 'receipt-used' };

export type RecordRepaymentError = ReceivableNotFound | OwnReceivable | Refusal;

function receiptKey(receivableId: string, receipt: string): Key {
  return { pk: receivableKey(receivableId).pk, sk: `RECEIPT#${receipt}` };
}

/**
 * Records what a payee pays back in cash, as cash of the account that pays the programme. Its deposit there is then
 * "booked elsewhere" (settlement.ts).
 */
export function createRecordRepayment(deps: ReceivableDeps & { readonly terms: PaymentTerms }) {
  return ({
    receivableId,
    amountFen,
    receipt,
    actor,
  }: RecordRepaymentInput): Promise<Result<ReceivableHead, RecordRepaymentError>> =>
    decideReceivable<Refusal>(deps, receivableId, actor, async (head, moment) => {
      const known = await deps.table.get(receiptKey(receivableId, receipt));
      if (known) {
        return known.amountFen === amountFen
          ? { kind: 'stay' }
          : { kind: 'refuse', error: { kind: 'receipt-used' } };
      }
      const { basis, programme, period, year, state } = head;
      if (basis === undefined || !next(recoveryLifecycle, state, 'paid').ok) {
        return { kind: 'refuse', error: { kind: 'wrong-state', state } };
      }
      const free = freeParts(head);
      const mostFen = sumOfParts(free);
      if (amountFen > mostFen) return { kind: 'refuse', error: { kind: 'more-than-owed', mostFen } };
      const termsOfPeriod = await deps.terms.of(programme, period);
      if (!termsOfPeriod) throw new Error(`there are no terms of ${programme} ${period}`);
      const parts = takeFromParts(free, amountFen);
      const event = recoveredEvent(basis, year, moment.date);
      return {
        kind: 'change',
        change: repaid(head, parts, moment, { via: 'cash', receipt }),
        transfers: receivableTransfers(head, event, parts, `cash/${receipt}`, moment, {
          bankAccount: termsOfPeriod.debtor.account,
          street: await streetOfPayment(deps.table, head.paymentId),
        }),
        also: [{ put: { ...receiptKey(receivableId, receipt), amountFen }, if: { exists: false } }],
      };
    });
}
