import { createReadTaskEvidence } from '../../../../app/review/task-evidence.ts';
import { readTaskEvidence } from '../../../../contracts/http/review.ts';
import { ok } from '../../../../domain/result/result.ts';
import { sandboxed } from '../../../edge/sandboxed.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createReadTaskEvidenceHandler(
  deps: EdgeDeps & Parameters<typeof createReadTaskEvidence>[0],
): HttpRoute {
  const read = createReadTaskEvidence(deps);
  return apiHandler(readTaskEvidence, deps, async ({ params, permitFor }) => {
    const found = await read({ ...params, permitFor });
    if (!found.ok) return found;
    if ('location' in found.value) return ok({ status: 303, headers: { location: found.value.location } });
    // Browsers show no PDF in a sandbox: it is saved.
    const inline = found.value.mediaType !== 'application/pdf';
    return ok({ status: 200, headers: sandboxed, file: { ...found.value, inline } });
  });
}
