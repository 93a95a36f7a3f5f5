import { type AddEvidenceDeps, createAddEvidence } from '../../../../app/claims/add-evidence.ts';
import { addEvidence } from '../../../../contracts/http/claims.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createAddEvidenceHandler(deps: EdgeDeps & AddEvidenceDeps): HttpRoute {
  const run = createAddEvidence(deps);
  return apiHandler(addEvidence, deps, async ({ params, body, permitFor, idempotency }) => {
    const done = await run({ ...params, ...body, permitFor, idempotency });
    return done.ok ? ok({ status: 202, body: done.value }) : done;
  });
}
