import { createReadAward } from '../../../../app/awards/read-award.ts';
import { readAward } from '../../../../contracts/http/award-changes.ts';
import { money } from '../../../../contracts/http/money.ts';
import { ok } from '../../../../domain/result/result.ts';
import { withReasonWords } from '../../reason-words.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createReadAwardHandler(deps: EdgeDeps & Parameters<typeof createReadAward>[0]): HttpRoute {
  const read = createReadAward(deps);
  return apiHandler(readAward, deps, async ({ params, permitFor, language }) => {
    const found = await read({ ...params, permitFor });
    if (!found.ok) return found;
    const { head, cameBack, ...view } = found.value;
    const { awardId, claimId, programme, state, version, period, areaCode, awardedOn, amountFen } = head;
    const { committedThrough } = head;
    const body = {
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
    return ok({ status: 200, body });
  });
}
