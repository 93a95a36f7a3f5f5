import { staffActor } from '../../../../app/access/staff-actor.ts';
import { createPublications, type PublicationsDeps } from '../../../../app/programmes/publications.ts';
import { proposePublication } from '../../../../contracts/http/policies.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { publicationAnswer } from '../publication-body.ts';

export function createProposePublicationHandler(deps: EdgeDeps & PublicationsDeps): HttpRoute {
  const { propose } = createPublications(deps);
  return apiHandler(proposePublication, deps, async ({ params, body, admission, idempotency }) => {
    const done = await propose({ ...params, ...body }, staffActor(admission), idempotency);
    return done.ok ? ok({ status: 202, body: publicationAnswer(done.value) }) : done;
  });
}
