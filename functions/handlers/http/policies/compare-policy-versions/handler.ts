import { comparePolicyVersions } from '../../../../contracts/http/policies.ts';
import { comparePolicies } from '../../../../domain/policy/compare-policies.ts';
import type { PolicyBook } from '../../../../domain/policy/policy-book.ts';
import { err, ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

export function createComparePolicyVersionsHandler(
  deps: EdgeDeps & { readonly policies: PolicyBook },
): HttpRoute {
  return apiHandler(comparePolicyVersions, deps, async ({ params: { programme }, query, language }) => {
    const [before, after] = [query.before, query.after].map((version) =>
      deps.policies.byVersion(programme, version),
    );
    if (!before || !after) return err({ kind: 'not-found' });
    const places = comparePolicies(before.policy, after.policy, language);
    return ok({ status: 200, body: { programme, places } });
  });
}
