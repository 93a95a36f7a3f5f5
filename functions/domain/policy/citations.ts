import type { Locale, Policy, Source } from './policy.ts';

/** A policy's sources, as its file has them. */
export function policySources({ citations: _, ...rules }: Policy): ReadonlySet<Source> {
  const found = new Set<Source>();
  JSON.stringify(rules, (name, value: unknown) => {
    if (name === 'source' && typeof value === 'string') found.add(value);
    return value;
  });
  return found;
}

/** A source of a policy as people read it; the file itself is refused when it lacks one. */
export function citationOf({ citations }: Policy, source: Source, language: Locale): string {
  return citations[source]?.[language] ?? source;
}
