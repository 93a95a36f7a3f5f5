import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../domain/audit/canonical-json.ts';
import type { Action, Item, Key, Table, Value } from '../store/ports.ts';

/**
 * What a caller sent along with a POST: the same key and body get the same answer for as long as the subject lives,
 * the same key with another body is refused (invariants.md 10). `scope` is the route, and the caller where one is known.
 */
export interface IdempotencyKey {
  readonly scope: string;
  readonly key: string;
  /** Hex SHA-256 of the canonical body. */
  readonly bodyHash: string;
}

export function bodyHash(body: Json): string {
  return createHash('sha256').update(canonicalJson(body)).digest('hex');
}

export function idempotencyRecordKey({ scope, key }: IdempotencyKey): Key {
  return { pk: `IDEMPOTENCY#${createHash('sha256').update(`${scope}\n${key}`).digest('hex')}`, sk: 'ANSWER' };
}

/**
 * The row to put in the deciding transaction; its condition makes a second try find the first's answer.
 * @param answer what is needed to give the same answer again: ids, never personal data
 */
export function idempotencyRow(idempotency: IdempotencyKey, answer: Readonly<Record<string, Value>>): Action {
  return {
    put: { ...answer, ...idempotencyRecordKey(idempotency), bodyHash: idempotency.bodyHash },
    if: { exists: false },
  };
}

/** What a stored answer says to a repeated request. */
export type EarlierAnswer =
  | { readonly kind: 'same'; readonly answer: Readonly<Record<string, Value>> }
  | { readonly kind: 'other-body' };

/** @param stored the row at `idempotencyRecordKey` */
export function earlierAnswer(idempotency: IdempotencyKey, stored: Item): EarlierAnswer {
  if (stored.bodyHash !== idempotency.bodyHash) return { kind: 'other-body' };
  const { pk: _pk, sk: _sk, bodyHash: _bodyHash, ...answer } = stored;
  return { kind: 'same', answer };
}

/** The answer given before under this key; undefined when there was none, or no key was sent. */
export async function readEarlierAnswer(
  table: Table,
  idempotency: IdempotencyKey | undefined,
): Promise<EarlierAnswer | undefined> {
  if (!idempotency) return undefined;
  const stored = await table.get(idempotencyRecordKey(idempotency));
  return stored && earlierAnswer(idempotency, stored);
}
