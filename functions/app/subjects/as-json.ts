import type { Json } from '../../domain/audit/canonical-json.ts';

/** A value built of plain objects, arrays, text, whole numbers and booleans, without its undefined members. */
export function asJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => [name, asJson(member)]),
    );
  }
  throw new TypeError(`not JSON: ${typeof value}`);
}
