import { createListProgrammes, type ListProgrammesDeps } from '../../../../app/programmes/list-programmes.ts';
import { money } from '../../../../contracts/http/money.ts';
import { listProgrammes } from '../../../../contracts/http/programmes.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createListProgrammesHandler(deps: EdgeDeps & ListProgrammesDeps): HttpRoute {
  const list = createListProgrammes(deps);
  return apiHandler(listProgrammes, deps, async ({ language }) =>
    ok({
      status: 200,
      body: {
        programmes: (await list(language)).map(({ amount, ...programme }) => ({
          ...programme,
          amount: {
            ...amount,
            cases: amount.cases.map(({ amountFen, ...one }) => ({ ...one, amount: money(amountFen) })),
          },
        })),
      },
    }),
  );
}
