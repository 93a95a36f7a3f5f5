import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Action, Condition, Key, SortKeyRange, Value } from '../../app/store/ports.ts';
import type { SortKeyBounds } from '../table/sort-key-bounds.ts';
import { toAttributeValue } from './attribute-values.ts';

/** The expressions of one request, with the names and values they stand for. */
export class Expressions {
  readonly #names = new Map<string, string>();
  readonly #values: Record<string, AttributeValue> = {};
  #valueCount = 0;

  condition(condition: Condition): string {
    if ('exists' in condition) return this.#present('pk', condition.exists);
    // DynamoDB refuses doubled parentheses, so a single part stands alone.
    if ('all' in condition) return this.#joined(condition.all, ' AND ');
    if ('any' in condition) return this.#joined(condition.any, ' OR ');
    if ('present' in condition) return this.#present(condition.attribute, condition.present);
    const comparison = `${this.#name(condition.attribute)} ${condition.is} ${this.#value(condition.value)}`;
    if (condition.is !== '<>') return comparison;
    // Alone, DynamoDB's <> holds for an absent attribute and for one of another type; the port's does not.
    const [type = ''] = Object.keys(toAttributeValue(condition.value));
    return `attribute_type(${this.#name(condition.attribute)}, ${this.#value(type)}) AND ${comparison}`;
  }

  update({ set, add, remove }: Extract<Action, { update: Key }>): string {
    const sets = Object.entries(set ?? {}).map(
      ([name, value]) => `${this.#name(name)} = ${this.#value(value)}`,
    );
    const adds = Object.entries(add ?? {}).map(
      ([name, value]) => `${this.#name(name)} ${this.#value(value)}`,
    );
    const removes = (remove ?? []).map((name) => this.#name(name));
    return [
      ...(sets.length > 0 ? [`SET ${sets.join(', ')}`] : []),
      ...(adds.length > 0 ? [`ADD ${adds.join(', ')}`] : []),
      ...(removes.length > 0 ? [`REMOVE ${removes.join(', ')}`] : []),
    ].join(' ');
  }

  /** @param names the attributes that are partition and sort key, of the table or of an index */
  keyCondition(
    names: { readonly pk: string; readonly sk: string },
    pk: string,
    range: SortKeyRange | undefined,
    bounds: SortKeyBounds,
  ): string {
    const partition = `${this.#name(names.pk)} = ${this.#value(pk)}`;
    const sk = (): string => this.#name(names.sk);
    if (range?.beginsWith && range.from === undefined && range.to === undefined) {
      return `${partition} AND begins_with(${sk()}, ${this.#value(range.beginsWith)})`;
    }
    const { from, to } = bounds;
    if (from !== undefined && to !== undefined) {
      return `${partition} AND ${sk()} BETWEEN ${this.#value(from)} AND ${this.#value(to)}`;
    }
    if (from !== undefined) return `${partition} AND ${sk()} >= ${this.#value(from)}`;
    return to === undefined ? partition : `${partition} AND ${sk()} <= ${this.#value(to)}`;
  }

  /** For the request, which may carry neither when it is empty. */
  attributes(): {
    readonly ExpressionAttributeNames?: Record<string, string>;
    readonly ExpressionAttributeValues?: Record<string, AttributeValue>;
  } {
    return {
      ...(this.#names.size > 0 && {
        ExpressionAttributeNames: Object.fromEntries([...this.#names].map(([name, sign]) => [sign, name])),
      }),
      ...(this.#valueCount > 0 && { ExpressionAttributeValues: this.#values }),
    };
  }

  #joined(parts: readonly Condition[], operator: string): string {
    const [first, ...more] = parts.map((part) => this.condition(part));
    return first !== undefined && more.length === 0
      ? first
      : [first, ...more].map((part) => `(${String(part)})`).join(operator);
  }

  #present(attribute: string, present: boolean): string {
    return `${present ? 'attribute_exists' : 'attribute_not_exists'}(${this.#name(attribute)})`;
  }

  #name(attribute: string): string {
    const known = this.#names.get(attribute);
    if (known !== undefined) return known;
    const sign = `#${this.#names.size}`;
    this.#names.set(attribute, sign);
    return sign;
  }

  #value(value: Value): string {
    const sign = `:${this.#valueCount}`;
    this.#valueCount += 1;
    this.#values[sign] = toAttributeValue(value);
    return sign;
  }
}
