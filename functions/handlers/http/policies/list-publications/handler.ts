import { createPublications, type PublicationsDeps } from '../../../../app/programmes/publications.ts';
import { listPublications } from '../../../../contracts/http/policies.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { publicationBody } from '../publication-body.ts';

export function createListPublicationsHandler(deps: EdgeDeps & PublicationsDeps): HttpRoute {
  const { list } = createPublications(deps);
  return apiHandler(listPublications, deps, async ({ query: { status, cursor } }) => {
    const { items, ...next } = await list({
      ...(status === undefined ? {} : { state: status }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    return ok({ status: 200, body: { publications: items.map(publicationBody), ...next } });
  });
}
