import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item, Key, Value } from '../../app/store/ports.ts';

/** A value as DynamoDB carries it. */
export function toAttributeValue(value: Value): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null) return { NULL: true };
  if (value instanceof Uint8Array) return { B: value };
  if (isList(value)) return { L: value.map(toAttributeValue) };
  return { M: toAttributes(value) };
}

/** An item, or a part of one. */
export function toAttributes(values: { readonly [name: string]: Value }): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toAttributeValue(value)]));
}

export function toKey({ pk, sk }: Key): Record<string, AttributeValue> {
  return { pk: { S: pk }, sk: { S: sk } };
}

/** @throws RangeError when something other than this adapter wrote what the port has no value for */
export function toItem(attributes: Readonly<Record<string, AttributeValue>>): Item {
  const pk = toText(attributes.pk);
  const sk = toText(attributes.sk);
  return { ...toValues(attributes), pk, sk };
}

export function toText(value: AttributeValue | undefined): string {
  if (value?.S === undefined) throw new RangeError('a stored key is no text');
  return value.S;
}

function toValues(attributes: Readonly<Record<string, AttributeValue>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, toValue(value)]));
}

function toValue(value: AttributeValue): Value {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return toNumber(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.NULL !== undefined) return null;
  if (value.B !== undefined) return new Uint8Array(value.B);
  if (value.L !== undefined) return value.L.map(toValue);
  if (value.M !== undefined) return toValues(value.M);
  throw new RangeError('a stored value of a type that we do not write');
}

function toNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a stored number that is no safe integer');
  return value;
}

function isList(value: readonly Value[] | { readonly [name: string]: Value }): value is readonly Value[] {
  return Array.isArray(value);
}
