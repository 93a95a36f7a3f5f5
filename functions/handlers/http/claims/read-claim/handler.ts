import {
  type ClaimDecision,
  type ClaimView,
  type ReadClaimDeps,
  createReadClaim,
} from '../../../../app/claims/read-claim.ts';
import { readClaim } from '../../../../contracts/http/claims.ts';
import { money } from '../../../../contracts/http/money.ts';
import type { Language } from '../../../../contracts/language.ts';
import { ok } from '../../../../domain/result/result.ts';
import { withReasonWords } from '../../reason-words.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createReadClaimHandler(deps: EdgeDeps & ReadClaimDeps): HttpRoute {
  const read = createReadClaim(deps);
  return apiHandler(readClaim, deps, async ({ params, permitFor, language }) => {
    const claim = await read({ ...params, permitFor, language });
    return claim.ok ? ok({ status: 200, body: claimBody(claim.value, language) }) : claim;
  });
}

function claimBody({ amountFen, decision, cameBack, ...claim }: ClaimView, language: Language) {
  return {
    ...claim,
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
