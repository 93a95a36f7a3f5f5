import { type Route, type RouteId, route, routesOf } from './routes.ts';

export type FoundRoute =
  | { readonly kind: 'found'; readonly id: RouteId; readonly parameters: Readonly<Record<string, string>> }
  /** The path exists with other methods, for an `Allow` header. */
  | { readonly kind: 'other-method'; readonly allowed: readonly Route['method'][] }
  | { readonly kind: 'none' };

interface Pattern {
  readonly id: RouteId;
  readonly method: Route['method'];
  readonly segments: readonly string[];
}

/** Finds routes by method and path for a server of our own (API Gateway does this there); built once at start. */
export function routeFinder(home: 'local' | 'deployed'): (method: string, path: string) => FoundRoute {
  const byLength = Map.groupBy(
    routesOf(home).map((id): Pattern => {
      const { method, path } = route(id);
      return { id, method, segments: path.split('/') };
    }),
    ({ segments }) => segments.length,
  );
  return (method, path) => {
    const given = path.split('/');
    const allowed: Route['method'][] = [];
    for (const pattern of byLength.get(given.length) ?? []) {
      const parameters = match(pattern.segments, given);
      if (parameters && pattern.method === method) return { kind: 'found', id: pattern.id, parameters };
      if (parameters) allowed.push(pattern.method);
    }
    return allowed.length > 0 ? { kind: 'other-method', allowed } : { kind: 'none' };
  };
}

function match(pattern: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    const actual = given[index] ?? '';
    if (segment.startsWith('{')) {
      const value = decoded(actual);
      if (value === undefined || value === '') return undefined;
      parameters[segment.slice(1, -1)] = value;
    } else if (segment !== actual) {
      return undefined;
    }
  }
  return parameters;
}

/** Percent-decoded; undefined when the text is no such encoding. */
function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
