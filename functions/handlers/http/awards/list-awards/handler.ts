import { type FindAwardsDeps, createFindAwards } from '../../../../app/awards/find-awards.ts';
import { listAwards } from '../../../../contracts/http/awards.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { awardsBody } from '../awards-body.ts';

export function createListAwardsHandler(deps: EdgeDeps & FindAwardsDeps): HttpRoute {
  const find = createFindAwards(deps);
  return apiHandler(listAwards, deps, async ({ query, admission: { grants } }) =>
    ok({ status: 200, body: awardsBody(await find({ ...query, grants })) }),
  );
}
