import { type GiveAccessCodeDeps, createGiveAccessCode } from '../../../../app/claims/give-access-code.ts';
import { giveAccessCode } from '../../../../contracts/http/claims.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createGiveAccessCodeHandler(deps: EdgeDeps & GiveAccessCodeDeps): HttpRoute {
  const give = createGiveAccessCode(deps);
  return apiHandler(giveAccessCode, deps, async ({ params, body, permitFor, idempotency }) => {
    const given = await give({ ...params, ...body, permitFor, idempotency });
    return given.ok ? ok({ status: 200, body: given.value }) : given;
  });
}
