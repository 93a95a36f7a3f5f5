import type { Locale, Policy, Source } from './policy.ts';

/** A policy's sources, each with where it stands first. */
export function policySources({ citations: _, ...rules }: Policy): ReadonlyMap<Source, readonly string[]> {
  const found = new Map<Source, readonly string[]>();
  for (const [source, path] of sourcesUnder(rules, [])) if (!found.has(source)) found.set(source, path);
  return found;
}

function* sourcesUnder(value: unknown, path: readonly string[]): Generator<[Source, readonly string[]]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    const at = [...path, name];
    if (name === 'source' && typeof member === 'string') yield [member, at];
    else yield* sourcesUnder(member, at);
  }
}

/** A source of a policy as people read it; the file itself is refused when it lacks one. */
export function citationOf({ citations }: Policy, source: Source, language: Locale): string {
  return citations[source]?.[language] ?? source;
}
