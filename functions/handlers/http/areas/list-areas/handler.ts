import type { Area } from '../../../../app/ports/areas.ts';
import { listAreas } from '../../../../contracts/http/areas.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createListAreasHandler(deps: EdgeDeps & { readonly areas: readonly Area[] }): HttpRoute {
  return apiHandler(listAreas, deps, async ({ language }) =>
    ok({
      status: 200,
      body: { areas: deps.areas.map(({ code, name }) => ({ code, name: name[language] })) },
    }),
  );
}
