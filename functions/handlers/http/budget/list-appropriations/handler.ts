import {
  type AppropriationsDeps,
  createAppropriations,
} from '../../../../app/ledger/propose-appropriation.ts';
import { listAppropriations } from '../../../../contracts/http/budget.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { appropriationBody } from '../appropriation-body.ts';

export function createListAppropriationsHandler(deps: EdgeDeps & AppropriationsDeps): HttpRoute {
  const { list } = createAppropriations(deps);
  return apiHandler(listAppropriations, deps, async ({ query: { status, cursor } }) => {
    const { items, ...next } = await list({
      ...(status === undefined ? {} : { state: status }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    return ok({ status: 200, body: { appropriations: items.map(appropriationBody), ...next } });
  });
}
