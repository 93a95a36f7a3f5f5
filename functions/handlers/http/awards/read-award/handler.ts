import { createReadAward } from '../../../../app/awards/read-award.ts';
import { readAward } from '../../../../contracts/http/award-changes.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { awardBody } from '../award-body.ts';

export function createReadAwardHandler(deps: EdgeDeps & Parameters<typeof createReadAward>[0]): HttpRoute {
  const read = createReadAward(deps);
  return apiHandler(readAward, deps, async ({ params, permitFor, language }) => {
    const found = await read({ ...params, permitFor });
    return found.ok ? ok({ status: 200, body: awardBody(found.value, language) }) : found;
  });
}
