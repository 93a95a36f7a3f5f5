import { createVerifyAudit } from '../../../../app/audit/verify-audit.ts';
import { verifyAudit } from '../../../../contracts/http/audit.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createVerifyAuditHandler(
  deps: EdgeDeps & Parameters<typeof createVerifyAudit>[0],
): HttpRoute {
  const verify = createVerifyAudit(deps);
  return apiHandler(verifyAudit, deps, async () => ok({ status: 200, body: await verify() }));
}
