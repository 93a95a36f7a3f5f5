import { citationOf } from './citations.ts';
import type { Locale, Policy, Source } from './policy.ts';

export type PolicyValue = string | number | boolean;

/** What a version says at a place, and the source it gives for it as people read it. */
export interface SaidOfPolicy {
  readonly value: PolicyValue;
  readonly source?: string;
}

export type PolicyChange = 'same' | 'changed' | 'added' | 'removed';

/** One place of two versions, side by side. */
export interface ComparedPlace {
  /** Names of members; an entry of a list goes by its own name: `conditions`, `age`, `expression`. */
  readonly path: readonly string[];
  readonly change: PolicyChange;
  readonly before?: SaidOfPolicy;
  readonly after?: SaidOfPolicy;
}

/** By what an entry of a list is known in another version, so that one more entry does not shift the others. */
const namingMembers = ['code', 'name', 'part', 'from'] as const;

/** Two versions place by place, in the order of the later one's file, what it has no more at the end. */
export function comparePolicies(before: Policy, after: Policy, language: Locale): readonly ComparedPlace[] {
  const [earlier, later] = [placesOf(before), placesOf(after)];
  return [...new Set([...later.keys(), ...earlier.keys()])].flatMap((key): ComparedPlace[] => {
    const [was, is] = [earlier.get(key), later.get(key)];
    const { path } = is ?? was ?? { path: [] };
    return [
      {
        path,
        change: changeOf(was?.said, is?.said),
        ...(was ? { before: cited(before, was, language) } : {}),
        ...(is ? { after: cited(after, is, language) } : {}),
      },
    ];
  });
}

function cited(policy: Policy, { path, said }: Place, language: Locale): SaidOfPolicy {
  const { value, source } = said;
  if (path.at(-1) === 'source') return { value: citationOf(policy, String(value), language) };
  return { value, ...(source === undefined ? {} : { source: citationOf(policy, source, language) }) };
}

function changeOf(before: Place['said'] | undefined, after: Place['said'] | undefined): PolicyChange {
  if (!before) return 'added';
  if (!after) return 'removed';
  return before.value === after.value ? 'same' : 'changed';
}

interface Place {
  readonly path: readonly string[];
  readonly said: { readonly value: PolicyValue; readonly source?: Source };
}

function placesOf({ citations: _, ...rules }: Policy): ReadonlyMap<string, Place> {
  return new Map([...places(rules, [])].map((place) => [JSON.stringify(place.path), place]));
}

function* places(value: unknown, path: readonly string[], source?: Source): Generator<Place> {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    yield { path, said: { value, ...(source === undefined ? {} : { source }) } };
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    const entries: readonly unknown[] = value;
    for (const [at, entry] of entries.entries()) yield* places(entry, [...path, nameOf(entry, at)], source);
    return;
  }
  const members = new Map<string, unknown>(Object.entries(value));
  const own = members.get('source');
  const nearest = typeof own === 'string' ? own : source;
  const ownName = namingMembers.find((name) => members.get(name) === path.at(-1));
  for (const [name, member] of members) {
    if (name === ownName) continue;
    // A source is shown beside what it is for, and is a place itself, so that a change of it is seen.
    yield* places(member, [...path, name], name === 'source' ? undefined : nearest);
  }
}

function nameOf(entry: unknown, at: number): string {
  if (typeof entry !== 'object' || entry === null) return String(at + 1);
  const members = new Map<string, unknown>(Object.entries(entry));
  const name = namingMembers.map((member) => members.get(member)).find((one) => typeof one === 'string');
  return typeof name === 'string' ? name : String(at + 1);
}
