import { createListTaskEvidence } from '../../../../app/review/task-evidence.ts';
import { listTaskEvidence } from '../../../../contracts/http/review.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createListTaskEvidenceHandler(
  deps: EdgeDeps & Parameters<typeof createListTaskEvidence>[0],
): HttpRoute {
  const list = createListTaskEvidence(deps);
  return apiHandler(listTaskEvidence, deps, async ({ params, permitFor }) => {
    const listed = await list({ ...params, permitFor });
    return listed.ok ? ok({ status: 200, body: { evidence: listed.value } }) : listed;
  });
}
