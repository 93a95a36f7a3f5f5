import type { ClaimDecision, ClaimView } from '../../../app/claims/read-claim.ts';
import { money } from '../../../contracts/http/money.ts';
import type { Language } from '../../../contracts/language.ts';
import { withReasonWords } from '../reason-words.ts';

/** A claim as `read-claim` answers it, and `open-case` within a case. */
export function claimBody(
  { amountFen, decision, cameBack, payments, ...claim }: ClaimView,
  language: Language,
) {
  return {
    ...claim,
    payments: payments.map(({ amountFen: paidFen, ...payment }) => ({ ...payment, amount: money(paidFen) })),
    ...(amountFen === undefined ? {} : { amount: money(amountFen) }),
    ...(decision === undefined ? {} : { decision: decisionBody(decision) }),
    ...(cameBack ? { cameBack: cameBack.map((payment) => withReasonWords(payment, language)) } : {}),
  };
}

function decisionBody({ amountSteps, ...decision }: ClaimDecision) {
  const steps = amountSteps.map(({ rateFen, amountFen, ...step }) => ({
    ...step,
    rate: money(rateFen),
    amount: money(amountFen),
  }));
  return { ...decision, amountSteps: steps };
}
