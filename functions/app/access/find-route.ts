import { pathMatcher } from './path-matcher.ts';
import { type Route, type RouteId, route, routesOf } from './routes.ts';

export type FoundRoute =
  | { readonly kind: 'found'; readonly id: RouteId; readonly parameters: Readonly<Record<string, string>> }
  /** The path exists with other methods, for an `Allow` header. */
  | { readonly kind: 'other-method'; readonly allowed: readonly Route['method'][] }
  | { readonly kind: 'none' };

/** Finds routes by method and path for a server of our own (API Gateway does this there); built once at start. */
export function routeFinder(home: 'local' | 'deployed'): (method: string, path: string) => FoundRoute {
  const match = pathMatcher(
    routesOf(home).map((id) => {
      const { method, path } = route(id);
      return { id, method, path };
    }),
  );
  return (method, path) => {
    const matches = match(path);
    const found = matches.find((one) => one.route.method === method);
    if (found) return { kind: 'found', id: found.route.id, parameters: found.parameters };
    return matches.length > 0
      ? { kind: 'other-method', allowed: matches.map((one) => one.route.method) }
      : { kind: 'none' };
  };
}
