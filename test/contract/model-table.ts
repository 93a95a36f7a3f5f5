import type {
  Action,
  CancellationReason,
  Condition,
  Item,
  Key,
  Value,
} from '../../functions/app/store/ports.ts';

type Outcome = 'done' | readonly CancellationReason[];

/**
 * What the port promises about single items, written again as plainly as can be, to compare the engines with.
 * No limits, no paging, no indexes.
 */
export class ModelTable {
  readonly #items = new Map<string, Item>();

  get(key: Key): Item | undefined {
    return this.#items.get(`${key.pk} ${key.sk}`);
  }

  transact(actions: readonly Action[]): Outcome {
    const reasons = actions.map((action): CancellationReason => {
      const item = this.get(keyOf(action));
      if (action.if === undefined || holds(action.if, item)) return { code: 'none' };
      return item ? { code: 'condition-failed', item } : { code: 'condition-failed' };
    });
    if (reasons.some((reason) => reason.code === 'condition-failed')) return reasons;
    for (const action of actions) this.#apply(action);
    return 'done';
  }

  #apply(action: Action): void {
    const { pk, sk } = keyOf(action);
    const name = `${pk} ${sk}`;
    if ('put' in action) this.#items.set(name, action.put);
    if ('delete' in action) this.#items.delete(name);
    if ('update' in action) {
      const item: Record<string, Value> = { ...this.#items.get(name), ...action.set };
      for (const [attribute, by] of Object.entries(action.add ?? {})) {
        item[attribute] = Number(item[attribute] ?? 0) + by;
      }
      const kept = Object.entries(item).filter(([attribute]) => !action.remove?.includes(attribute));
      this.#items.set(name, { ...Object.fromEntries(kept), pk, sk });
    }
  }
}

function keyOf(action: Action): Key {
  if ('put' in action) return action.put;
  if ('update' in action) return action.update;
  return 'delete' in action ? action.delete : action.check;
}

function holds(condition: Condition, item: Item | undefined): boolean {
  if ('exists' in condition) return (item !== undefined) === condition.exists;
  if ('all' in condition) return !condition.all.some((part) => !holds(part, item));
  if ('any' in condition) return condition.any.some((part) => holds(part, item));
  const stored = item?.[condition.attribute];
  if ('present' in condition) return (stored !== undefined) === condition.present;
  if (typeof stored !== typeof condition.value) return false;
  const [left, right] = [Buffer.from(rank(stored)), Buffer.from(rank(condition.value))];
  const order = Buffer.compare(left, right);
  return {
    '=': order === 0,
    '<>': order !== 0,
    '<': order < 0,
    '<=': order <= 0,
    '>': order > 0,
    '>=': order >= 0,
  }[condition.is];
}

/** Text that sorts as the value does; the tests' numbers are small. */
function rank(value: Value | undefined): string {
  return typeof value === 'number'
    ? String(value + 1_000_000).padStart(9, '0')
    : JSON.stringify(value ?? null);
}
