import { type LodgeAppealDeps, createLodgeAppeal } from '../../../../app/appeals/lodge-appeal.ts';
import { enterPaperAppeal } from '../../../../contracts/http/claims.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createEnterPaperAppealHandler(deps: EdgeDeps & LodgeAppealDeps): HttpRoute {
  const lodge = createLodgeAppeal(deps);
  return apiHandler(enterPaperAppeal, deps, async ({ params, body, permitFor, idempotency }) => {
    const { grounds, ...paper } = body;
    const lodged = await lodge({ ...params, grounds, paper, permitFor, idempotency });
    return lodged.ok ? ok({ status: 202, body: lodged.value }) : lodged;
  });
}
