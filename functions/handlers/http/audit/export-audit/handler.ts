import { createExportAudit } from '../../../../app/audit/export-audit.ts';
import { route } from '../../../../app/access/routes.ts';
import { exportAudit } from '../../../../contracts/http/audit.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createExportAuditHandler(
  deps: EdgeDeps & Parameters<typeof createExportAudit>[0],
): HttpRoute {
  const read = createExportAudit(deps);
  return apiHandler(exportAudit, deps, async ({ query: { from = 1 } }) => {
    const { text, next } = await read(from);
    const link = `<${route(exportAudit.id).path}?from=${String(next)}>; rel="next"`;
    return ok({
      status: 200,
      file: {
        content: text,
        mediaType: 'application/x-ndjson',
        name: `audit-from-seal-${String(from)}.ndjson`,
      },
      headers: next === undefined ? {} : { link },
    });
  });
}
