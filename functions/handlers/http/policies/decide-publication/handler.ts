import { staffActor } from '../../../../app/access/staff-actor.ts';
import { createPublications, type PublicationsDeps } from '../../../../app/programmes/publications.ts';
import { decidePublication } from '../../../../contracts/http/policies.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { publicationAnswer } from '../publication-body.ts';

export function createDecidePublicationHandler(deps: EdgeDeps & PublicationsDeps): HttpRoute {
  const { decide } = createPublications(deps);
  return apiHandler(decidePublication, deps, async ({ params: { id }, body, admission, idempotency }) => {
    const done = await decide({ proposalId: id, ...body, actor: staffActor(admission), idempotency });
    return done.ok ? ok({ status: 200, body: publicationAnswer(done.value) }) : done;
  });
}
