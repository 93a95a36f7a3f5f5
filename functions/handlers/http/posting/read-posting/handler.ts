import { type ListPostingDeps, createListPosting } from '../../../../app/posting/list-posting.ts';
import { readPosting } from '../../../../contracts/http/posting.ts';
import { ok } from '../../../../domain/result/result.ts';
import type { AreaCode } from '../../../../domain/review/area.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';

/** @param deps `district`: the deployment's division code, whose posting is read where none is named */
export function createReadPostingHandler(
  deps: EdgeDeps & ListPostingDeps & { readonly district: AreaCode },
): HttpRoute {
  const list = createListPosting(deps);
  return apiHandler(readPosting, deps, async ({ query: { programme, area = deps.district, cursor } }) => {
    const posted = await list({ programme, areaCode: area, cursor });
    if (!posted.ok) return posted;
    const { items: postings, ...next } = posted.value;
    // A posting is for the neighbours, and ends: search engines are to keep none of it (programmes.md).
    return ok({
      status: 200,
      body: { postings, ...next },
      headers: { 'x-robots-tag': 'noindex, nofollow, noarchive' },
    });
  });
}
