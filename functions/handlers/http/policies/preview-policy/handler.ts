import { createPreviewPolicy, type PreviewPolicyDeps } from '../../../../app/programmes/preview-policy.ts';
import { money } from '../../../../contracts/http/money.ts';
import { previewPolicy } from '../../../../contracts/http/policies.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createPreviewPolicyHandler(deps: EdgeDeps & PreviewPolicyDeps): HttpRoute {
  const preview = createPreviewPolicy(deps);
  return apiHandler(previewPolicy, deps, async ({ params, query }) => {
    const previewed = await preview({ ...params, ...query });
    if (!previewed.ok) {
      const { error } = previewed;
      return error.kind === 'not-found'
        ? err(error)
        : err({ kind: 'invalid-request', errors: [{ pointer: '/query/from', code: error.problem }] });
    }
    const { totals, awards, refused, ...page } = previewed.value;
    return ok({
      status: 200,
      body: {
        ...page,
        totals: {
          effects: totals.effects,
          before: money(totals.beforeFen),
          after: money(totals.afterFen),
          refused: { effects: totals.refused.effects, after: money(totals.refused.afterFen) },
        },
        refused: refused.map(({ afterFen, ...one }) => ({ ...one, after: money(afterFen) })),
        awards: awards.map(({ beforeFen, afterFen, ...award }) => ({
          ...award,
          before: money(beforeFen),
          after: money(afterFen),
        })),
      },
    });
  });
}
