import type { Condition, Item, Value } from '../../app/store/ports.ts';
import { compareText } from '../table/sort-key-bounds.ts';

/** Whether a condition holds of the stored item, or of its absence. */
export function conditionHolds(condition: Condition, item: Item | undefined): boolean {
  if ('exists' in condition) return condition.exists === (item !== undefined);
  if ('all' in condition) return condition.all.every((part) => conditionHolds(part, item));
  if ('any' in condition) return condition.any.some((part) => conditionHolds(part, item));
  const stored = item && Object.hasOwn(item, condition.attribute) ? item[condition.attribute] : undefined;
  if ('present' in condition) return condition.present === (stored !== undefined);
  const order = compare(stored, condition.value);
  if (order === undefined) return false;
  switch (condition.is) {
    case '=':
      return order === 0;
    case '<>':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Undefined when the two are not of one type. */
function compare(stored: Value | undefined, value: string | number | boolean): number | undefined {
  if (typeof stored === 'string' && typeof value === 'string') return compareText(stored, value);
  if (typeof stored === 'number' && typeof value === 'number') return stored - value;
  if (typeof stored === 'boolean' && typeof value === 'boolean') return Number(stored) - Number(value);
  return undefined;
}
