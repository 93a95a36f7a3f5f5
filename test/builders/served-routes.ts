import * as z from 'zod';
import { routesOf } from '../../functions/app/access/routes.ts';
import { noBody, noMembers, routeContract } from '../../functions/contracts/http/route-contract.ts';
import { ok } from '../../functions/domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../functions/handlers/http/edge/api-handler.ts';

/** Every route of the one-machine home, as its server wants: those given, and for the rest one that answers 200. */
export function servedRoutes(deps: EdgeDeps, given: readonly HttpRoute[]): readonly HttpRoute[] {
  const known = new Set(given.map(({ contract }) => contract.id));
  const rest = routesOf('local').filter((id) => !known.has(id));
  return [
    ...given,
    ...rest.map((id) => apiHandler(plainContract(id), deps, async () => ok({ status: 200 }))),
  ];
}

function plainContract(id: ReturnType<typeof routesOf>[number]) {
  const text = { 'zh-CN': '测试', en: 'test' };
  const params = z.record(z.string(), z.string());
  return routeContract({
    id,
    summary: text,
    tag: 'test',
    params,
    query: noMembers,
    body: noBody,
    answers: { 200: { text } },
    problems: [],
  });
}
