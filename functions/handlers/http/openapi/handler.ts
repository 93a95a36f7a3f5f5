import type { RouteId } from '../../../app/access/routes.ts';
import type { RouteContract } from '../../../contracts/http/route-contract.ts';
import { readOpenapi } from '../../../contracts/http/service.ts';
import type { Language } from '../../../contracts/language.ts';
import { ok } from '../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../edge/api-handler.ts';
import { openapiDocument } from './document.ts';

export interface OpenapiDeps extends EdgeDeps {
  /** Of every route this home serves. */
  readonly contracts: readonly RouteContract<RouteId>[];
}

export function createReadOpenapi(deps: OpenapiDeps): HttpRoute {
  // Written at the first request in each language, so that a start does not wait for it.
  const documents = new Map<Language, ReturnType<typeof openapiDocument>>();
  return apiHandler(readOpenapi, deps, async ({ language }) => {
    const body = documents.get(language) ?? openapiDocument(deps.contracts, language);
    documents.set(language, body);
    return ok({ status: 200, body, headers: { 'content-language': language, vary: 'accept-language' } });
  });
}
