import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../audit/canonical-json.ts';
import type { Policy } from './policy.ts';

/** Hex SHA-256 of a policy's canonical JSON without its citations: the name of these very rules. */
export function policyHash({ citations: _, ...rules }: Policy): string {
  return createHash('sha256')
    .update(canonicalJson(toJson(rules)))
    .digest('hex');
}

/** A policy is read from JSON, so it is JSON; absent members are dropped. */
function toJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'object') {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return Object.fromEntries(members.map(([name, member]) => [name, toJson(member)]));
  }
  throw new TypeError('a policy holds JSON alone');
}
