/** What is matched: a method, and a path with `{parameters}`, as API Gateway and OpenAPI write it. */
interface Matched {
  readonly method: string;
  readonly path: string;
}

/**
 * Matches paths as API Gateway does; built once. A literal segment goes before a parameter.
 * @throws when two of them have one method and path
 */
export function pathMatcher<R extends Matched>(
  routes: readonly R[],
): (path: string) => readonly { readonly route: R; readonly parameters: Readonly<Record<string, string>> }[] {
  const shapes = routes.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`);
  const twice = shapes.find((shape, at) => shapes.indexOf(shape) !== at);
  if (twice !== undefined) throw new Error(`two routes are ${twice}`);
  const byLength = Map.groupBy(
    routes
      .map((route) => ({ route, segments: route.path.split('/') }))
      .sort((a, b) => parametersIn(a.segments) - parametersIn(b.segments)),
    ({ segments }) => segments.length,
  );
  return (path) => {
    const given = path.split('/');
    return (byLength.get(given.length) ?? []).flatMap(({ route, segments }) => {
      const parameters = match(segments, given);
      return parameters ? [{ route, parameters }] : [];
    });
  };
}

function parametersIn(segments: readonly string[]): number {
  return segments.filter((segment) => segment.startsWith('{')).length;
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
