import type { AwardView } from '../../../app/awards/read-award.ts';
import { money } from '../../../contracts/http/money.ts';
import type { Language } from '../../../contracts/language.ts';
import { withReasonWords } from '../reason-words.ts';

/** An award as `read-award` answers it, and `open-case` within a case. */
export function awardBody({ head, cameBack, ...view }: AwardView, language: Language) {
  const { awardId, claimId, programme, state, version, period, areaCode, awardedOn, amountFen } = head;
  const { committedThrough } = head;
  return {
    awardId,
    claimId,
    programme,
    status: state,
    version,
    period,
    areaCode,
    awardedOn,
    amount: money(amountFen),
    ...(committedThrough === undefined ? {} : { committedThrough }),
    decisionRecord: `/api/awards/${awardId}/decision-record`,
    accountVersion: head.accountVersion,
    ...(cameBack ? { cameBack: cameBack.map((payment) => withReasonWords(payment, language)) } : {}),
    ...view,
  };
}
