import type { Area } from '../../../../app/ports/areas.ts';
import type { ContactOf } from '../../../../app/ports/contacts.ts';
import { listAreas } from '../../../../contracts/http/areas.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export interface ListAreasDeps {
  readonly areas: readonly Area[];
  readonly contactOf: ContactOf;
}

export function createListAreasHandler(deps: EdgeDeps & ListAreasDeps): HttpRoute {
  return apiHandler(listAreas, deps, async ({ language }) =>
    ok({
      status: 200,
      body: {
        areas: deps.areas.map(({ code, name }) => {
          const { person, office, phone, hours } = deps.contactOf(code);
          const contact = {
            person: person[language],
            office: office[language],
            phone,
            hours: hours[language],
          };
          return { code, name: name[language], contact };
        }),
      },
    }),
  );
}
