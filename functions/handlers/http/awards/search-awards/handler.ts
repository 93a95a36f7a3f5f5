import { type FindAwardsDeps, createFindAwards } from '../../../../app/awards/find-awards.ts';
import { searchAwards } from '../../../../contracts/http/awards.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { awardsBody } from '../awards-body.ts';

export function createSearchAwardsHandler(deps: EdgeDeps & FindAwardsDeps): HttpRoute {
  const find = createFindAwards(deps);
  return apiHandler(searchAwards, deps, async ({ query, body, admission: { grants } }) =>
    ok({ status: 200, body: awardsBody(await find({ ...query, ...body, grants })) }),
  );
}
