import { type ReadObjectionDeps, createReadObjection } from '../../../../app/posting/read-objection.ts';
import { readObjection } from '../../../../contracts/http/objections.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createReadObjectionHandler(deps: EdgeDeps & ReadObjectionDeps): HttpRoute {
  const read = createReadObjection(deps);
  return apiHandler(readObjection, deps, async ({ params, permitFor }) => {
    const opened = await read({ objectionId: params.id, permitFor });
    return opened.ok ? ok({ status: 200, body: opened.value }) : opened;
  });
}
