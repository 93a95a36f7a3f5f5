import type { Language } from '../../contracts/language.ts';
import type { Fen } from '../../domain/money/fen.ts';
import type { PaymentState } from '../../domain/payments/payment-lifecycle.ts';
import type { AwardHead } from '../awards/award-head.ts';
import { paymentsOfAward } from '../payments/payments-of-award.ts';
import type { Table } from '../store/ports.ts';
import { claimPaymentTexts } from './claim-texts.ts';

/** What was paid, or is being paid, of what a claim came to. */
export interface ClaimPayment {
  readonly period: string;
  readonly amountFen: Fen;
  readonly status: PaymentState;
  /** What that means to whom it is paid. */
  readonly text: string;
}

/** A claim's payments by period, without accounts or the bank's own numbers: they are shown to its applicant. */
export async function claimPayments(
  table: Table,
  award: AwardHead,
  language: Language,
): Promise<readonly ClaimPayment[]> {
  const payments = await paymentsOfAward(table, award);
  return payments
    .filter(({ awardId }) => awardId === award.awardId)
    .map(({ period, amountFen, state }) => ({
      period,
      amountFen,
      status: state,
      text: claimPaymentTexts[state][language],
    }));
}
