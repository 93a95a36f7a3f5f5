import type { Action, Condition, Item, Key, QueryInput, Value } from '../../app/store/ports.ts';

// DynamoDB's limits, https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html.
// Both engines refuse by this one file, so what runs on one machine also runs there.
const maxItemBytes = 400 * 1024;
export const maxTransactionBytes = 4 * 1024 * 1024;
const maxActions = 100;
const maxKeysOfGetMany = 100;
export const maxPageBytes = 1024 * 1024;
export const maxSortKeyBytes = 1024;
const maxPartitionKeyBytes = 2048;
const maxDepth = 32;
// Ours, and safely inside DynamoDB's 4 KB of expression text and 300 operators.
const maxComparisons = 50;
const maxAttributesOfUpdate = 100;

export const indexNames = ['gsi1', 'gsi2', 'gsi3'] as const;
const indexKeyAttributes = indexNames.map((index) => ({ pk: `${index}pk`, sk: `${index}sk` }));
const keyAttributes: ReadonlySet<string> = new Set(['pk', 'sk']);

export interface Measure {
  /** Bytes as DynamoDB counts them. */
  size: number;
  /** Whether the item holds bytes anywhere, which JSON cannot carry. */
  binary: boolean;
}

/**
 * Checks one item and measures it as DynamoDB does: names and text as UTF-8, a number a byte per two significant
 * digits and one more, lists and maps 3 bytes and one an element.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 * @throws RangeError when it breaks a limit or holds what the port does not allow
 */
export function measureItem(item: Item): Measure {
  checkKey(item);
  for (const names of indexKeyAttributes) {
    checkIndexKey(item, names.pk, maxPartitionKeyBytes);
    checkIndexKey(item, names.sk, maxSortKeyBytes);
  }
  const measure: Measure = { size: 0, binary: false };
  for (const name of Object.keys(item)) {
    addName(name, measure);
    addValue(item[name], measure, 0);
  }
  if (measure.size > maxItemBytes) {
    throw new RangeError(`item of ${measure.size} bytes: at most ${maxItemBytes} (${item.pk})`);
  }
  return measure;
}

/** @throws RangeError when pk or sk is empty, too long or not text */
export function checkKey(key: Key): void {
  checkKeyText(key.pk, 'pk', maxPartitionKeyBytes);
  checkKeyText(key.sk, 'sk', maxSortKeyBytes);
}

/**
 * Checks a transaction's shape before either engine sees it.
 * @returns each action's measure: a put's item; else its key and the values it brings
 * @throws RangeError as the port says
 */
export function checkActions(actions: readonly Action[]): readonly Measure[] {
  if (actions.length < 1 || actions.length > maxActions) {
    throw new RangeError(`${actions.length} actions in a transaction: 1 to ${maxActions}`);
  }
  const seen = new Set<string>();
  let bytes = 0;
  const measures = actions.map((action) => {
    const key = keyOf(action);
    const measure = measureAction(action);
    const identity = `${key.pk.length} ${key.pk}${key.sk}`;
    if (seen.has(identity)) throw new RangeError(`two actions on one item (${key.pk})`);
    seen.add(identity);
    if (action.if !== undefined) checkCondition(action.if);
    bytes += measure.size;
    return measure;
  });
  if (bytes > maxTransactionBytes) {
    throw new RangeError(`transaction of ${bytes} bytes: at most ${maxTransactionBytes}`);
  }
  return measures;
}

/** Which item an action is about. */
export function keyOf(action: Action): Key {
  if ('put' in action) return action.put;
  if ('update' in action) return action.update;
  return 'delete' in action ? action.delete : action.check;
}

/** @throws RangeError on more keys than a batch takes, or a wrong one */
export function checkGetMany(keys: readonly Key[]): void {
  if (keys.length > maxKeysOfGetMany)
    throw new RangeError(`${keys.length} keys: at most ${maxKeysOfGetMany}`);
  keys.forEach(checkKey);
}

/** @throws RangeError on an empty partition key, or a limit below 1 */
export function checkQuery(input: QueryInput): void {
  checkKeyText(input.pk, 'pk', maxPartitionKeyBytes);
  if (input.limit !== undefined && !(Number.isSafeInteger(input.limit) && input.limit >= 1)) {
    throw new RangeError(`a page of ${input.limit} items`);
  }
}

function measureAction(action: Action): Measure {
  if ('put' in action) return measureItem(action.put);
  const key = keyOf(action);
  checkKey(key);
  const measure: Measure = { size: 0, binary: false };
  for (const text of ['pk', key.pk, 'sk', key.sk]) addText(text, measure);
  if (!('update' in action)) return measure;

  const changed = [action.set, action.add].flatMap((part) => Object.entries(part ?? {}));
  const names = [...changed.map(([name]) => name), ...(action.remove ?? [])];
  if (names.length < 1 || names.length > maxAttributesOfUpdate) {
    throw new RangeError(`update of ${names.length} attributes: 1 to ${maxAttributesOfUpdate} (${key.pk})`);
  }
  if (new Set(names).size !== names.length) throw new RangeError(`attribute updated twice (${key.pk})`);
  if (names.some((name) => keyAttributes.has(name))) throw new RangeError(`update of a key (${key.pk})`);
  for (const name of names) addName(name, measure);
  for (const [, value] of changed) {
    addValue(value, measure, 0);
  }
  for (const value of Object.values(action.add ?? {})) {
    if (typeof value !== 'number') throw new RangeError(`adding what is no number (${key.pk})`);
  }
  for (const names of indexKeyAttributes) {
    checkIndexKey(action.set ?? {}, names.pk, maxPartitionKeyBytes);
    checkIndexKey(action.set ?? {}, names.sk, maxSortKeyBytes);
    if (Object.hasOwn(action.add ?? {}, names.pk) || Object.hasOwn(action.add ?? {}, names.sk)) {
      throw new RangeError(`an index key is text (${key.pk})`);
    }
  }
  if (measure.size > maxItemBytes) throw new RangeError(`update of ${measure.size} bytes (${key.pk})`);
  return measure;
}

function checkCondition(condition: Condition): void {
  let comparisons = 0;
  const visit = (part: Condition): void => {
    if ('all' in part || 'any' in part) {
      const parts = 'all' in part ? part.all : part.any;
      if (parts.length === 0) throw new RangeError('a condition of no parts');
      parts.forEach(visit);
      return;
    }
    comparisons += 1;
    if ('exists' in part) return;
    const measure: Measure = { size: 0, binary: false };
    addName(part.attribute, measure);
    if (!('is' in part)) return;
    addValue(part.value, measure, 0);
    // DynamoDB orders text, numbers and bytes only.
    if (typeof part.value === 'boolean' && part.is !== '=' && part.is !== '<>') {
      throw new RangeError(`"${part.is}" compares no booleans`);
    }
  };
  visit(condition);
  if (comparisons > maxComparisons) {
    throw new RangeError(`condition of ${comparisons} comparisons: at most ${maxComparisons}`);
  }
}

function checkKeyText(text: unknown, what: string, maxBytes: number): void {
  if (typeof text !== 'string' || text === '') throw new RangeError(`${what} must be non-empty text`);
  if (!text.isWellFormed()) throw new RangeError(`${what} is not well-formed text`);
  // A UTF-16 unit is at most 3 bytes of UTF-8, so most keys need no count.
  if (text.length * 3 > maxBytes && Buffer.byteLength(text) > maxBytes) {
    throw new RangeError(`${what} is over ${maxBytes} bytes`);
  }
}

function checkIndexKey(attributes: { readonly [name: string]: Value }, name: string, maxBytes: number): void {
  if (Object.hasOwn(attributes, name)) checkKeyText(attributes[name], name, maxBytes);
}

function addName(name: string, measure: Measure): void {
  if (name === '') throw new RangeError('an attribute without a name');
  addText(name, measure);
}

function addText(text: string, measure: Measure): void {
  // Lone surrogates have no UTF-8: SQLite and DynamoDB would each store something else.
  if (!text.isWellFormed()) throw new RangeError('text that is not well-formed');
  measure.size += Buffer.byteLength(text);
}

function addValue(value: Value | undefined, measure: Measure, depth: number): void {
  if (typeof value === 'string') {
    addText(value, measure);
  } else if (typeof value === 'number') {
    measure.size += numberBytes(value);
  } else if (typeof value === 'boolean' || value === null) {
    measure.size += 1;
  } else if (value instanceof Uint8Array) {
    measure.size += value.byteLength;
    measure.binary = true;
  } else if (typeof value === 'object') {
    addNested(value, measure, depth + 1);
  } else {
    throw new RangeError(`a value of type ${typeof value}`);
  }
}

function addNested(
  value: readonly Value[] | { readonly [name: string]: Value },
  measure: Measure,
  depth: number,
): void {
  if (depth > maxDepth) throw new RangeError(`values nested deeper than ${maxDepth}`);
  measure.size += 3;
  if (Array.isArray(value)) {
    for (const element of value as readonly Value[]) {
      measure.size += 1;
      addValue(element, measure, depth);
    }
    return;
  }
  for (const [name, element] of Object.entries(value)) {
    measure.size += 1;
    addName(name, measure);
    addValue(element, measure, depth);
  }
}

function numberBytes(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError('a number that is no safe integer');
  let digits = Math.abs(value);
  while (digits !== 0 && digits % 100 === 0) digits /= 100;
  return Math.ceil(String(digits).length / 2) + (value < 0 ? 2 : 1);
}
